/** `npm run bench-edit -- …`: bundles bench-edit.ts and runs it. */

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(fileURLToPath(import.meta.url), '../..');
/** Beside the packages, where the native parser is found. */
const outfile = join(root, 'node_modules/.cache/lockctx/bench-edit.mjs');
mkdirSync(join(outfile, '..'), { recursive: true });
await build({ entryPoints: [join(root, 'scripts/bench-edit.ts')], outfile, bundle: true, platform: 'node', target: 'node20.11', format: 'esm', external: ['tree-sitter', 'tree-sitter-c'], logLevel: 'warning' });
const { status } = spawnSync(process.execPath, ['--max-old-space-size=8192', outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
