#!/usr/bin/env node
/** Bundles the executables of server/: `node scripts/build.mjs`. The parser stays outside, its native parts cannot be bundled. */

import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const server = join(dirname(fileURLToPath(import.meta.url)), '../server');
const outdir = join(server, 'dist');

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: [join(server, 'src/cli.ts'), join(server, 'src/worker.ts')],
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20.11',
  format: 'esm',
  external: ['tree-sitter', 'tree-sitter-c'],
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
});
