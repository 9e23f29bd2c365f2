/** The closed list of output formats. */

import { gcc } from './gcc.ts';
import { github } from './github.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { pretty } from './pretty.ts';
import { sarif } from './sarif.ts';
import type { Format } from './types.ts';

export const formats: readonly Format[] = [pretty, json, gcc, sarif, github, html];
