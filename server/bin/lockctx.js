#!/usr/bin/env node
/** Starts the built program, or says how to build it. */

import { existsSync } from 'node:fs';

const program = new URL('../dist/cli.js', import.meta.url);
if (existsSync(program)) await import(program.href);
else {
  console.error('lockctx: not built yet: run `npm run build` in the checkout');
  process.exitCode = 2;
}
