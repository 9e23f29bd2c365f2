/**
 * Checks the simulator against an independent model checker: every scenario, the same with the finding's advice followed, and the scenario of the
 * text with an offered fix applied, is exported to Promela and run through SPIN, which must give the simulator's verdict.
 *
 *   node scripts/spin-agreement.mjs                                             every program under test-fixtures
 *   node scripts/spin-agreement.mjs --root DIR PATH...
 *   … --preemption none|voluntary|full|rt                                       of the simulated kernel
 *   node scripts/spin-agreement.mjs --corpus CORPUS --tree 6.1=FOLDER [--tree …]    the folders of known bugs, as for replay-corpus.mjs
 *
 * Needs `spin` and a C compiler (Debian: spin, gcc); where they are missing it says so and ends with 0. Exit code 1: a disagreement.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('..', import.meta.url));
if (['spin', 'gcc'].some((tool) => spawnSync(tool, ['--version']).error)) {
  console.log('agreement with SPIN: skipped, spin or gcc is not installed');
  process.exit(0);
}

const { values, positionals } = parseArgs({ options: { root: { type: 'string' }, corpus: { type: 'string' }, tree: { type: 'string', multiple: true, default: [] }, preemption: { type: 'string', default: 'full' } }, allowPositionals: true });
const work = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-spin-'));
const { simulationsUnder } = await bundled();
const kinds = ['', ' with the advice', ' with the offered fix'];
const counts = new Map(kinds.map((kind) => [kind, { agree: 0, disagree: 0, notExported: 0 }]));
const seen = new Map();
for (const { root, paths } of jobs()) for await (const job of simulationsUnder(root, paths, { preemption: values.preemption })) check(job);
rmSync(work, { recursive: true });
for (const [kind, { agree, disagree, notExported }] of counts) console.log(`agreement with SPIN${kind}: ${agree} of ${agree + disagree} verdicts the same; not exported: ${notExported}`);
console.log(`distinct models: ${seen.size}`);
process.exitCode = [...counts.values()].some(({ disagree }) => disagree) ? 1 : 0;

function check({ where, kind, promela, bad }) {
  const count = counts.get(kind);
  if (promela === undefined) return void count.notExported++;
  const model = promela.replace(/^\/\*.*\*\/$/gm, '');
  const verdict = seen.has(model) ? seen.get(model) : spin(model);
  seen.set(model, verdict);
  const ours = bad !== 'none';
  if (verdict === ours) count.agree++;
  else {
    count.disagree++;
    console.log(`${where}${kind}: simulator ${bad}, SPIN ${verdict === undefined ? 'could not tell' : verdict ? 'reaches a bad state' : 'reaches none'}`);
  }
}

/** Whether SPIN reaches an error; undefined when it did not search everything. */
function spin(promela) {
  writeFileSync(join(work, 'model.pml'), promela);
  const run = (command, ...args) => execFileSync(command, args, { cwd: work, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 });
  run('spin', '-a', 'model.pml');
  run('gcc', '-O0', '-w', '-DSAFETY', '-DVECTORSZ=4096', '-o', 'pan', 'pan.c');
  const out = run('./pan', '-m100000', '-w18');
  const errors = Number(/errors: (\d+)/.exec(out)?.[1]);
  return errors > 0 ? true : /max search depth too small|out of memory|search not completed/i.test(out) ? undefined : errors === 0 ? false : undefined;
}

function jobs() {
  if (values.corpus) return values.tree.map((pair) => corpusJob(pair.slice(0, pair.indexOf('=')), resolve(pair.slice(pair.indexOf('=') + 1))));
  if (positionals.length) return [{ root: resolve(values.root ?? '.'), paths: positionals.map((p) => resolve(p)) }];
  const fixtures = join(here, 'test-fixtures');
  const groups = readdirSync(fixtures).map((name) => join(fixtures, name)).filter((path) => statSync(path).isDirectory());
  return groups.flatMap((group) => readdirSync(group).map((name) => join(group, name)).filter((path) => path.endsWith('.c') || statSync(path).isDirectory()).map((path) => ({ root: path.endsWith('.c') ? dirname(path) : path, paths: [path] })));
}

function corpusJob(tree, root) {
  const bugs = JSON.parse(readFileSync(join(values.corpus, 'bugs.json'), 'utf8')).filter((bug) => bug.confidence === 'high' && bug.buggy_tree === tree);
  const files = bugs.flatMap((bug) => [bug.file, bug.interrupt_side?.file]).filter((file) => file && existsSync(join(root, file)));
  return { root, paths: [...new Set(files.map((file) => join(root, dirname(file))))].sort() };
}

/** The engine and the host's loader in one module beside the bundles, where the parser is found. */
async function bundled() {
  const outfile = join(here, 'server/dist/spin-agreement.mjs');
  await build({
    stdin: { contents: source(), resolveDir: here, loader: 'ts' },
    outfile, bundle: true, platform: 'node', target: 'node20.11', format: 'esm', external: ['tree-sitter', 'tree-sitter-c', 'web-tree-sitter'], logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

function source() {
  return `
    import { kernelKnowledge } from './engine/src/knowledge/knowledge.ts';
    import { createSession } from './engine/src/session.ts';
    import { extractHere } from './server/src/node/extract-here.ts';
    import { discover } from './server/src/node/workspace.ts';
    import { sourcesOf } from './server/src/cli/source-lines.ts';

    export async function* simulationsUnder(root, paths, settings) {
      const workspace = discover(paths, { root, include: undefined, exclude: () => false });
      const changes = [];
      await extractHere(workspace.files, ({ path, facts }) => { if (facts) changes.push({ path, facts }); });
      changes.sort((a, b) => (a.path < b.path ? -1 : 1));
      const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] }, followsEdits: true });
      session.update(changes);
      const sources = sourcesOf(root);
      for (const finding of session.analyze().findings) {
        const where = finding.location.file + ':' + finding.location.line + ' ' + finding.rule;
        const simulation = session.simulationOf(finding, settings);
        if (simulation.lanes.length === 0) continue;
        yield { where, kind: '', promela: session.promelaOf(finding, undefined, settings), bad: simulation.run.bad };
        if (!simulation.fixed) continue;
        yield { where, kind: ' with the advice', promela: session.promelaOf(finding, 'advice', settings), bad: simulation.fixed.bad };
        const { fixed } = session.withEdits(finding, simulation, sources);
        if (fixed.by === 'edits') yield { where, kind: ' with the offered fix', promela: session.promelaOf(finding, sources, settings), bad: fixed.bad };
      }
    }
  `;
}
