/** The bundles: executables of server/ and the extension's entry point. The native parser stays outside, it cannot be bundled; its WebAssembly twin is put beside them. */

import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
/** web-tree-sitter's CommonJS file asks where it is only when it has to fetch its module itself. */
const browser = { platform: 'browser', target: 'es2022', alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') } };

/**
 * `folder`: where server/dist and client/dist come to stand. A release is minified and has no source maps.
 * Returns the names of the packages that the bundles hold, sorted.
 */
export async function bundle(folder, { isRelease = false } = {}) {
  const [server, client] = ['server/dist', 'client/dist'].map((name) => join(folder, name));
  for (const outdir of [server, client]) rmSync(outdir, { recursive: true, force: true });
  const common = { bundle: true, platform: 'node', target: 'node20.11', minify: isRelease, keepNames: isRelease, sourcemap: !isRelease, sourcesContent: false, logLevel: 'warning', metafile: true, absWorkingDir: root };
  const results = await Promise.all([
    build({
      ...common,
      entryPoints: ['cli', 'lsp', 'analysis', 'worker'].map((name) => join(root, `server/src/${name}.ts`)),
      outdir: server,
      format: 'esm',
      external: ['tree-sitter', 'tree-sitter-c'],
      mainFields: ['module', 'main'],
      // CommonJS packages in the bundle ask for Node's modules by `require`.
      banner: { js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);` },
    }),
    ...[{ entry: 'report', outdir: server }, { entry: 'webview', outdir: client }].map(({ entry, outdir }) => build({
      ...common, platform: 'browser', target: 'es2022', minify: true, sourcemap: false, format: 'iife', entryPoints: { [entry === 'report' ? 'report' : 'simulator']: join(root, `client/src/simulator/${entry}.ts`) }, outdir,
    })),
    build({ ...common, entryPoints: [join(root, 'client/src/extension.ts')], outfile: join(client, 'extension.cjs'), format: 'cjs', external: ['vscode'] }),
    build({ ...common, ...browser, entryPoints: [join(root, 'client/src/web.ts')], outfile: join(client, 'web.cjs'), format: 'cjs', external: ['vscode'] }),
    build({ ...common, ...browser, entryPoints: [join(root, 'server/src/web.ts')], outdir: server, format: 'iife' }),
  ]);
  for (const outdir of [server, client]) copyFileSync(join(root, 'client/src/simulator/view/style.css'), join(outdir, 'simulator.css'));
  for (const name of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-c/tree-sitter-c.wasm']) copyFileSync(require.resolve(name), join(server, name.slice(name.indexOf('/') + 1)));
  return packagesIn(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
}

function packagesIn(inputs) {
  return [...new Set(inputs.flatMap((path) => /^.*\/?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []))].sort();
}
