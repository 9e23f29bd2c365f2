/** `npm run demo`: builds, and lints the bundled examples. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

await import('./build.mjs');
const program = fileURLToPath(new URL('../server/bin/lockctx.js', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync(process.execPath, [program, 'lint', 'test-fixtures/demo', '--root', 'test-fixtures/demo', '--fail-on', 'never'], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 2;
