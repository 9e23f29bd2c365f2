#!/usr/bin/env node
/** `npm run build`: the bundles of the checkout. */

import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';

await bundle(fileURLToPath(new URL('..', import.meta.url)));
