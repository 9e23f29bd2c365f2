/**
 * Checks the simulator against an independent model checker: every scenario, and the same with its finding's advice followed, is
 * exported to Promela and run through SPIN, which must give the simulator's verdict.
 *
 *   node scripts/spin-agreement.mjs [--root DIR PATH...]      without paths: every program under test-fixtures
 *
 * Needs `spin` and a C compiler (Debian: spin, gcc); where they are missing it says so and ends with 0. Exit code 1: a disagreement.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('..', import.meta.url));
if (['spin', 'gcc'].some((tool) => spawnSync(tool, ['--version']).error)) {
  console.log('agreement with SPIN: skipped, spin or gcc is not installed');
  process.exit(0);
}

const work = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-spin-'));
const { simulationsUnder } = await bundled();
const counts = { agree: 0, disagree: 0, notExported: 0 };
const seen = new Map();
for (const { root, paths } of jobs()) for (const job of await simulationsUnder(root, paths)) check(job);
rmSync(work, { recursive: true });
console.log(`agreement with SPIN: ${counts.agree} of ${counts.agree + counts.disagree} verdicts the same (${seen.size} distinct models); not exported: ${counts.notExported}`);
process.exitCode = counts.disagree ? 1 : 0;

function check({ where, promela, bad }) {
  if (promela === undefined) return void counts.notExported++;
  const verdict = seen.get(promela) ?? spin(promela);
  seen.set(promela, verdict);
  const ours = bad !== 'none';
  if (verdict === ours) counts.agree++;
  else {
    counts.disagree++;
    console.log(`${where}: simulator ${bad}, SPIN ${verdict === undefined ? 'could not tell' : verdict ? 'reaches a bad state' : 'reaches none'}`);
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
  const args = process.argv.slice(2);
  if (args.length) {
    const root = args[0] === '--root' ? resolve(args[1]) : process.cwd();
    return [{ root, paths: (args[0] === '--root' ? args.slice(2) : args).map((p) => resolve(p)) }];
  }
  const fixtures = join(here, 'test-fixtures');
  const groups = readdirSync(fixtures).map((name) => join(fixtures, name)).filter((path) => statSync(path).isDirectory());
  return groups.flatMap((group) => readdirSync(group).map((name) => join(group, name)).filter((path) => path.endsWith('.c') || statSync(path).isDirectory()).map((path) => ({ root: path.endsWith('.c') ? dirname(path) : path, paths: [path] })));
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
    import { allOf, createAnalyzer } from './engine/src/analysis/analyze.ts';
    import { kernelKnowledge } from './engine/src/knowledge/knowledge.ts';
    import { linkProgram } from './engine/src/program/link.ts';
    import { createSession } from './engine/src/session.ts';
    import { promelaOf, remedyOf, scenarioOf, simulate } from './engine/src/simulation/index.ts';
    import { extractHere } from './server/src/node/extract-here.ts';
    import { discover } from './server/src/node/workspace.ts';

    export async function simulationsUnder(root, paths) {
      const workspace = discover(paths, { root, include: undefined, exclude: () => false });
      const changes = [];
      await extractHere(workspace.files, ({ path, facts }) => { if (facts) changes.push({ path, facts }); });
      changes.sort((a, b) => (a.path < b.path ? -1 : 1));
      const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } });
      session.update(changes);
      const { findings } = session.analyze();
      if (findings.length === 0) return [];
      const analysis = createAnalyzer({ kernelVersions: [], findingsOnly: false }).analyze(allOf(linkProgram(changes.map((c) => c.facts), kernelKnowledge)), () => undefined);
      return findings.flatMap((finding) => {
        const scenario = scenarioOf(analysis, finding);
        if ('reason' in scenario) return [];
        const where = finding.location.file + ':' + finding.location.line + ' ' + finding.rule;
        const remedy = remedyOf(scenario, finding.rule);
        return [scenario, ...(remedy ? [remedy.scenario] : [])].map((s, i) => ({ where: where + (i ? ' with the fix' : ''), promela: promelaOf(s), bad: simulate(s).bad }));
      });
    }
  `;
}
