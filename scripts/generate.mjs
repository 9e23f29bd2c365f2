/** Writes what is derived from the source: server/lockctx.schema.json, docs/rules/*.md, docs/bpf-contexts.md and the rules among the extension's settings in package.json. `--check` only compares. */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const isCheck = process.argv.includes('--check');

const contents = `
export { configShape } from './server/src/node/config-schema.ts';
export { bpfPage } from './server/src/cli/bpf-page.ts';
export { rulePage } from './server/src/cli/explain.ts';
export { rules } from './engine/src/rules/index.ts';
`;
const { outputFiles } = await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, bundle: true, format: 'esm', platform: 'node', write: false });
const { bpfPage, configShape, rulePage, rules } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);

const schema = { $schema: 'http://json-schema.org/draft-07/schema#', title: 'lockctx.json', ...configShape };
const index = ['# Rules', '', '| rule | level | meaning |', '| --- | --- | --- |', ...rules.map((r) => `| [${r.name}](${r.name}.md) | ${r.level} | ${r.summary} |`), ''].join('\n');
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
manifest.contributes.configuration.properties['lockctx.rules'].properties = Object.fromEntries(
  rules.map(({ name, summary, level }) => [name, { enum: configShape.properties.rules.properties[name].enum, description: summary, default: level }]),
);
const files = new Map([
  ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
  ['server/lockctx.schema.json', `${JSON.stringify(schema, null, 2)}\n`],
  ['docs/rules/README.md', index],
  ['docs/bpf-contexts.md', bpfPage()],
  ...rules.map((rule) => [`docs/rules/${rule.name}.md`, rulePage(rule)]),
]);

const stale = [...files].filter(([path, text]) => read(path) !== text).map(([path]) => path);
const orphans = pages().map((name) => `docs/rules/${name}`).filter((path) => !files.has(path));
if (isCheck) report([...stale, ...orphans]);
else write();

function report(wrong) {
  if (!wrong.length) return;
  console.error(`out of date; run \`npm run generate\`:\n${wrong.map((path) => `  ${path}`).join('\n')}`);
  process.exitCode = 1;
}

function write() {
  mkdirSync(`${root}docs/rules`, { recursive: true });
  for (const path of stale) writeFileSync(root + path, files.get(path));
  for (const path of orphans) rmSync(root + path);
  console.log(`${files.size} files, ${stale.length + orphans.length} changed`);
}

function read(path) {
  try {
    return readFileSync(root + path, 'utf8');
  } catch {
    return undefined;
  }
}

function pages() {
  try {
    return readdirSync(`${root}docs/rules`).filter((name) => name.endsWith('.md'));
  } catch {
    return [];
  }
}
