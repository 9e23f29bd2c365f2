/**
 * `npm run e2e [-- SUITE...]`: the packaged extension in a real workbench (code-server, headless Chromium). Suites: host, clicks, simulator, report, restricted, web, chinese.
 * Needs Chromium and, the first time, the npm registry. Screenshots go to e2e-screenshots/;
 * `--images` renews those of the README. `--oldest` takes the oldest VS Code (1.93) that there is such a workbench of. Closes with `N passed, N failed`.
 */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SuiteEnded } from './browser.mjs';
import { runChinese } from './chinese.mjs';
import { runClicks } from './clicks.mjs';
import { installedCodeServer, startCodeServer } from './code-server.mjs';
import { runHostTests } from './host.mjs';
import { runReport } from './report.mjs';
import { runRestricted } from './restricted.mjs';
import { runSimulator } from './simulator.mjs';
import { runWeb } from './web.mjs';
import { newWorkspace } from './workspace.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const screenshots = join(root, 'e2e-screenshots');
const suites = {
  host: { run: runHostTests },
  clicks: { run: runClicks },
  restricted: { run: runRestricted, isTrusted: false },
  simulator: { run: runSimulator },
  /** Needs no workbench. */
  report: { run: runReport, isPlain: true },
  web: { run: runWeb, isWeb: true },
  chinese: { run: runChinese, locale: 'zh-cn' },
};

/** Screenshots that the README shows. */
const images = ['finding', 'quick-fix', 'lock-classes'];

const { values, positionals: wanted } = parseArgs({ options: { images: { type: 'boolean' }, oldest: { type: 'boolean' } }, allowPositionals: true });
const temporary = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-e2e-'));
let passed = 0;
let failed = 0;

try {
  const vsix = packaged();
  const installation = installedCodeServer(values.oldest);
  for (const folder of [screenshots, join(root, 'docs/images')]) mkdirSync(folder, { recursive: true });
  for (const [name, suite] of Object.entries(suites)) if (!wanted.length || wanted.includes(name)) await runSuite(name, suite, { installation, vsix });
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
if (values.images && !failed) for (const name of images) copyFileSync(join(screenshots, `${name}.png`), join(root, `docs/images/${name}.png`));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

function packaged() {
  const vsix = join(temporary, 'lockctx.vsix');
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/package.mjs'), '--out', vsix], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`no package: ${stdout}${stderr}`);
  return vsix;
}

async function runSuite(name, { run, isPlain, ...options }, { installation, vsix }) {
  console.log(`== ${name}`);
  const folder = newWorkspace();
  const server = isPlain ? undefined : await startCodeServer({ installation, vsix, workspace: folder, isOldest: values.oldest, ...options });
  try {
    await run({ ...server, folder, report, screenshots });
  } catch (error) {
    if (!(error instanceof SuiteEnded)) report(`${name} runs to its end`, error.stack);
  } finally {
    if (process.env.VERBOSE && server) console.log(server.log());
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(name, error) {
  if (error === undefined) passed++;
  else failed++;
  console.log(error === undefined ? `ok ${name}` : `not ok ${name}\n${error.replace(/^/gm, '    ')}`);
}
