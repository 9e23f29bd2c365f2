/**
 * Whether known bugs of real kernel trees replay: in the tree that has them, with the fix that lockctx offers, and in the tree where the
 * kernel has fixed them.
 *
 *   node scripts/replay-corpus.mjs CORPUS [--tree 6.1=FOLDER …] [--only ID]
 *
 * CORPUS is a folder with `bugs.json`, entries as for fix-agreement.mjs; those of confidence `high` count. For each bug its folder and
 * that of its other side are linted with --simulate. A finding is the bug's where it stands in, or passes, one of its functions.
 * Beside the bugs, all findings of those folders are counted. Exit code 1 when a bug that is found does not replay.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals: [corpus] } = parseArgs({ options: { tree: { type: 'string', multiple: true, default: [] }, only: { type: 'string' } }, allowPositionals: true });
const trees = new Map(values.tree.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
const bugs = JSON.parse(readFileSync(join(corpus, 'bugs.json'), 'utf8')).filter((bug) => bug.confidence === 'high' && (!values.only || bug.id === values.only) && trees.has(bug.buggy_tree));
const results = new Map();
const all = new Map();
const counts = { found: 0, replayed: 0, mended: 0, withFix: 0, gone: 0, fixedByKernel: 0 };

for (const bug of bugs) {
  const own = findingsOf(bug.buggy_tree, bug).filter((f) => isAbout(f, bug));
  if (own.length === 0) {
    console.log(`not found      ${bug.id}`);
    continue;
  }
  const replayed = own.filter((f) => f.simulation.reproduced);
  counts.found++;
  if (replayed.length) counts.replayed++;
  const fixed = replayed.flatMap((f) => f.simulation.fixed ?? []);
  const edits = fixed.filter(({ by }) => by === 'edits');
  if (edits.length) counts.withFix++;
  if (edits.length && edits.every(({ bad }) => bad === 'none')) counts.mended++;
  const after = kernelFix(bug, replayed);
  console.log(`${replayed.length ? 'replays       ' : 'does NOT replay'} ${bug.id}: ${replayed.length ? replayed[0].simulation.bad : own[0].simulation.reason}${edits.length ? `; with the offered fix ${edits[0].bad}` : ''}${after}`);
}

const findings = [...all.values()];
const reproduced = findings.filter((f) => f.simulation.reproduced);
console.log(`\nbugs             ${bugs.length}, found ${counts.found}`);
console.log(`replayed         ${counts.replayed} of ${counts.found} found`);
console.log(`offered fix      mends ${counts.mended} of ${counts.withFix} that have one applied`);
console.log(`kernel's fix     nothing replays any more in ${counts.gone} of ${counts.fixedByKernel} that a tree has fixed`);
console.log(`all findings     ${findings.length}, replayed ${reproduced.length}`);
console.log(`states           p95 ${quantile('states', 0.95)}, most ${quantile('states', 1)}`);
console.log(`milliseconds     median ${quantile('milliseconds', 0.5)}, p95 ${quantile('milliseconds', 0.95)}, most ${quantile('milliseconds', 1)}`);
process.exitCode = counts.replayed < counts.found ? 1 : 0;

/** The same findings in the tree that has the bug fixed. */
function kernelFix(bug, replayed) {
  if (!bug.fixed_tree || !trees.has(bug.fixed_tree) || !existsSync(join(trees.get(bug.fixed_tree), bug.file))) return '';
  counts.fixedByKernel++;
  const left = findingsOf(bug.fixed_tree, bug).filter((f) => f.simulation.reproduced && replayed.some((b) => b.rule === f.rule && b.function === f.function && b.lockClass === f.lockClass));
  if (left.length === 0) counts.gone++;
  return left.length ? `; still replays in ${bug.fixed_tree}` : `; gone in ${bug.fixed_tree}`;
}

function isAbout({ file, function: name, witnesses }, bug) {
  const names = bug.functions.map((f) => f.name);
  return (file === bug.file && names.includes(name)) || witnesses.some(({ steps }) => steps.some((step) => step.file === bug.file && names.includes(step.function)));
}

function findingsOf(tree, bug) {
  const folder = trees.get(tree);
  const paths = [...new Set([bug.file, bug.interrupt_side?.file].filter((file) => file && existsSync(join(folder, file))).map((file) => join(folder, dirname(file))))];
  const key = `${tree}:${paths.join()}`;
  if (!results.has(key)) {
    const args = ['lint', '--root', folder, '--format', 'json', '--simulate', '--severity', 'hint', '--fail-on', 'never', '--no-progress', ...paths];
    const out = execFileSync(process.execPath, [join(root, 'server/bin/lockctx.js'), ...args], { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] });
    results.set(key, JSON.parse(out).findings);
    if (tree === bug.buggy_tree) for (const f of results.get(key)) all.set(`${tree}:${f.fingerprint}`, f);
  }
  return results.get(key);
}

function quantile(name, q) {
  const sorted = findings.map((f) => f.simulation[name]).sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] : 0;
}
