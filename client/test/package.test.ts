/** The VSIX: holds what it needs and nothing else, and what it holds runs where there is no checkout around it. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-vsix-'));
const [vsix, stage] = [join(folder, 'lockctx.vsix'), join(folder, 'stage')];
const platforms = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64'];

beforeAll(() => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/package.mjs'), '--out', vsix, '--stage', stage], { encoding: 'utf8' });
  expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('holds these files and no others', () => {
  const names = filesIn(readFileSync(vsix)).map((name) => name.replace(/^extension\//, ''));
  const others = names.filter((name) => !/^docs\/rules\/[a-zA-Z-]+\.md$|^client\/walkthrough\/[a-z]+\.md$|^server\/dist\/([a-z]+\.js|node_modules\/.*)$/.test(name));
  expect(others.sort()).toMatchInlineSnapshot(`
    [
      "LICENSE.txt",
      "THIRD-PARTY-NOTICES.txt",
      "[Content_Types].xml",
      "client/dist/extension.cjs",
      "client/dist/simulator.css",
      "client/dist/simulator.js",
      "client/dist/web.cjs",
      "extension.vsixmanifest",
      "l10n/bundle.l10n.zh-cn.json",
      "package.json",
      "package.nls.json",
      "package.nls.zh-cn.json",
      "readme.md",
      "server/dist/simulator.css",
      "server/dist/tree-sitter-c.wasm",
      "server/dist/web-tree-sitter.wasm",
      "server/lockctx.schema.json",
      "syntaxes/kernel-c.injection.tmLanguage.json",
      "syntaxes/kernel-splat.tmLanguage.json",
      "syntaxes/suppression.injection.tmLanguage.json",
    ]
  `);
  expect(names.filter((name) => name.startsWith('server/dist/node_modules/')).sort()).toEqual(
    [...platforms.flatMap((platform) => [`tree-sitter/prebuilds/${platform}/tree-sitter.node`, `tree-sitter-c/prebuilds/${platform}/tree-sitter-c.node`]),
      'tree-sitter/package.json', 'tree-sitter/index.js', 'tree-sitter/LICENSE',
      'tree-sitter-c/package.json', 'tree-sitter-c/bindings/node/index.js', 'tree-sitter-c/src/node-types.json', 'tree-sitter-c/LICENSE',
      'node-gyp-build/package.json', 'node-gyp-build/index.js', 'node-gyp-build/node-gyp-build.js', 'node-gyp-build/LICENSE'].map((name) => `server/dist/node_modules/${name}`).sort());
});

test('carries the licences of what is bundled', () => {
  const notices = readFileSync(join(stage, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const name of ['vscode-languageclient', 'vscode-jsonrpc', 'web-tree-sitter']) expect(notices).toContain(`${name} `);
  expect(notices.split(/^\S+ \d+\.\d+\.\d+ \(.*\)$/m).slice(1).every((licence) => licence.length > 500)).toBe(true);
});

test('its page has no link that leads nowhere', () => {
  const page = readFileSync(join(stage, 'README.md'), 'utf8');
  expect(page).toContain('# lockctx');
  expect([...page.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target).filter((target) => !/^https?:/.test(target))).toEqual([]);
});

test('is smaller than 10 MB', () => expect(statSync(vsix).size).toBeLessThan(10_000_000));

test('every file that the manifest names is there', () => {
  const names = new Set(filesIn(readFileSync(vsix)));
  const { main, browser, contributes } = JSON.parse(readFileSync(join(stage, 'package.json'), 'utf8'));
  const named = [main, browser, ...contributes.grammars.map((row: { path: string }) => row.path), ...contributes.jsonValidation.map((row: { url: string }) => row.url),
    ...contributes.walkthroughs.flatMap(({ steps }: { steps: { media: { markdown: string } }[] }) => steps.map(({ media }) => media.markdown))];
  expect(named.filter((path: string) => !names.has(path.replace('./', 'extension/')))).toEqual([]);
});

test('its linter runs alone with the native parser', () => {
  expect(lint(stage)).toMatchObject({ status: 1, parser: 'native', findings: 1 });
});

test('where no prebuilt binding fits, the WebAssembly parser finds the same', () => {
  const foreign = join(folder, 'foreign');
  cpSync(stage, foreign, { recursive: true });
  rmSync(join(foreign, 'server/dist/node_modules/tree-sitter/prebuilds'), { recursive: true });
  expect(lint(foreign)).toEqual({ ...lint(stage), parser: 'wasm' });
});

/** `flow_gc.c` of the demo has one error. */
function lint(extension: string): { status: number | null; parser: string | undefined; findings: number; text: string } {
  const run = (...words: string[]) => spawnSync(process.execPath, [join(extension, 'server/dist/cli.js'), ...words], { cwd: join(root, 'test-fixtures/demo'), encoding: 'utf8' });
  const { status, stdout } = run('lint', '--format', 'gcc', '--severity', 'error', '--root', '.', 'flow_gc.c');
  return { status, parser: /parser (\w+)/.exec(run('--version').stdout)?.[1], findings: stdout.split('\n').filter((line) => line.includes(': error: ')).length, text: stdout };
}

/** Names in a zip's central directory. */
function filesIn(zip: Buffer): string[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const names: string[] = [];
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const length = zip.readUInt16LE(at + 28);
    names.push(zip.toString('utf8', at + 46, at + 46 + length));
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return names;
}
