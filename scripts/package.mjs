/**
 * `npm run package`: one VSIX for every platform, built offline: `node scripts/package.mjs [--out FILE] [--stage DIR]`.
 *
 * What `.vscodeignore` lets through is staged in a folder outside the checkout, with bundles made for release and the native parser's prebuilt bindings
 * beside them, and packed there. `--stage` keeps that folder: it is what an installation unpacks to.
 */

import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { bundle } from './bundle.mjs';

/** Of each package what `require` reads at run time, and its licence. */
const nativePackages = {
  'tree-sitter': ['package.json', 'index.js', 'LICENSE', 'prebuilds'],
  'tree-sitter-c': ['package.json', 'bindings/node/index.js', 'src/node-types.json', 'LICENSE', 'prebuilds'],
  'node-gyp-build': ['package.json', 'index.js', 'node-gyp-build.js', 'LICENSE'],
};

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { values } = parseArgs({ options: { out: { type: 'string' }, stage: { type: 'string' } } });
const out = values.out ?? join(root, `${manifest.name}-${manifest.version}.vsix`);
const stage = values.stage ?? mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-package-'));

try {
  await fill(stage);
  await createVSIX({ cwd: stage, packagePath: out, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
  console.log(`${out}: ${(statSync(out).size / 1e6).toFixed(2)} MB`);
} finally {
  if (!values.stage) rmSync(stage, { recursive: true, force: true });
}

async function fill(folder) {
  for (const file of await listFiles({ cwd: root, packageManager: PackageManager.None })) if (!/\/dist\//.test(file)) copy(join(root, file), join(folder, file));
  copyFileSync(join(root, '.vscodeignore'), join(folder, '.vscodeignore'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(shipped(manifest), null, 2)}\n`);
  writeFileSync(join(folder, 'README.md'), withoutRelativeLinks(readFileSync(join(root, 'README.md'), 'utf8')));
  const bundled = await bundle(folder, { isRelease: true });
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), bundled.map(notice).join('\n'));
  for (const [name, files] of Object.entries(nativePackages))
    for (const file of files) cpSync(join(root, 'node_modules', name, file), join(folder, 'server/dist/node_modules', name, file), { recursive: true });
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** The licence of a package whose code is in a bundle. */
function notice(name) {
  const home = join(root, 'node_modules', name);
  const file = readdirSync(home).find((entry) => /^licen[cs]e/i.test(entry));
  const { version, license } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(home, file), 'utf8') : ''}`;
}

/** The page of the extension has no repository around it: screenshots go, links become their text. */
function withoutRelativeLinks(markdown) {
  return markdown.replace(/^!\[[^\]]*\]\((?!\w+:)[^)]*\)\n+/gm, '').replace(/\[([^\]]*)\]\((?!\w+:)[^)]*\)/g, '$1');
}

/** Without what only the checkout needs. */
function shipped({ workspaces, scripts, devDependencies, private: _, ...rest }) {
  return rest;
}
