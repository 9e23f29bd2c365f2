/**
 * Whether known bugs of real kernel trees replay: in the tree that has them, with the fix that lockctx offers, and in the tree where the
 * kernel has fixed them.
 *
 *   node scripts/replay-corpus.mjs CORPUS --tree 6.1=FOLDER [--tree …] [--only ID] [--cache DIR] [--keep DIR]
 *
 * CORPUS is a folder with `bugs.json`, entries as for fix-agreement.mjs; those of confidence `high` count. Each tree is linted once with
 * --simulate: the folders of all its bugs, of those it has fixed, and of their other sides. A finding is the bug's where it stands in, or
 * passes, one of its functions. Beside the bugs, all findings of those folders are counted. --keep: where the reports are written, and
 * read from when they are there. Exit code 1 when a bug that is found does not replay, or something goes wrong with a fix.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const options = { tree: { type: 'string', multiple: true, default: [] }, only: { type: 'string' }, cache: { type: 'string' }, keep: { type: 'string' } };
const { values, positionals: [corpus] } = parseArgs({ options, allowPositionals: true });
const trees = new Map(values.tree.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
const bugs = JSON.parse(readFileSync(join(corpus, 'bugs.json'), 'utf8')).filter((bug) => bug.confidence === 'high' && (!values.only || bug.id === values.only) && trees.has(bug.buggy_tree));
const folder = values.keep ? resolve(values.keep) : mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-replay-'));
mkdirSync(folder, { recursive: true });
const reports = new Map([...trees.keys()].map((tree) => [tree, lint(tree)]));
const rows = bugs.map(judge);

for (const { bug, own, replayed, bad, after } of rows) {
  const verdict = own.length === 0 ? 'not found' : replayed.length ? 'replays' : 'does NOT replay';
  const detail = own.length === 0 ? '' : replayed.length ? replayed[0].simulation.bad : own[0].simulation.reason;
  const withFix = replayed.length ? `; with the ${replayed[0].simulation.fixed?.by === 'edits' ? 'offered fix' : 'advice'} ${bad.length ? bad[0].simulation.fixed?.bad ?? 'not known' : 'nothing goes wrong'}` : '';
  console.log(`${verdict.padEnd(16)}${bug.id}${detail && `: ${detail}`}${withFix}${after && `; in ${bug.fixed_tree} ${after}`}`);
}

const all = [...reports].flatMap(([tree, findings]) => findings.map((f) => ({ ...f, tree })));
const reproduced = all.filter((f) => f.simulation.reproduced);
const found = rows.filter(({ own }) => own.length);
const replays = found.filter(({ replayed }) => replayed.length);
const cleared = replays.filter(({ after }) => after);
console.log(`\nbugs             ${bugs.length}, found ${found.length}`);
console.log(`replayed         ${replays.length} of ${found.length} found`);
console.log(`with the fix     nothing goes wrong any more in ${replays.filter(({ bad }) => !bad.length).length} of ${replays.length}: ${replays.filter(({ replayed }) => replayed.some(byEdits)).length} by edits applied, the rest by the advice followed`);
console.log(`kernel's fix     nothing replays any more in ${cleared.filter(({ after }) => after === 'gone').length} of ${cleared.length} that a tree has fixed`);
console.log(`all findings     ${all.length}, replayed ${reproduced.length}, of those gone with the fix ${reproduced.filter(isMended).length} (${reproduced.filter(byEdits).length} by edits)`);
console.log(`states           median ${quantile('states', 0.5)}, p95 ${quantile('states', 0.95)}, most ${quantile('states', 1)}`);
console.log(`milliseconds     median ${quantile('milliseconds', 0.5)}, p95 ${quantile('milliseconds', 0.95)}, most ${quantile('milliseconds', 1)}`);
for (const f of all.filter((f) => !f.simulation.reproduced)) console.log(`no replay        ${placeOf(f)}: ${f.simulation.reason}`);
for (const f of reproduced.filter((f) => !isMended(f))) console.log(`wrong when fixed ${placeOf(f)}: ${f.simulation.fixed ? `${f.simulation.fixed.title}: ${f.simulation.fixed.bad}` : 'nothing to try'}`);
process.exitCode = replays.length < found.length || replays.some(({ bad }) => bad.length) ? 1 : 0;

function judge(bug) {
  const own = reports.get(bug.buggy_tree).filter((f) => isAbout(f, bug));
  const replayed = own.filter((f) => f.simulation.reproduced);
  return { bug, own, replayed, bad: replayed.filter((f) => !isMended(f)), after: kernelFix(bug, replayed) };
}

/** The same findings in the tree that has the bug fixed; '' where there is none. */
function kernelFix(bug, replayed) {
  const fixed = trees.get(bug.fixed_tree);
  if (fixed === undefined || !replayed.length || !existsSync(join(fixed, bug.file))) return '';
  const left = reports.get(bug.fixed_tree).filter((f) => f.simulation.reproduced && replayed.some((b) => b.rule === f.rule && b.function === f.function && b.file === f.file && b.lockClass === f.lockClass));
  return left.length ? 'it still replays' : 'gone';
}

function isAbout({ file, function: name, witnesses }, bug) {
  const names = bug.functions.map((f) => f.name);
  return (file === bug.file && names.includes(name)) || witnesses.some(({ steps }) => steps.some((step) => step.file === bug.file && names.includes(step.function)));
}

function isMended({ simulation: { fixed } }) {
  return fixed?.bad === 'none' && fixed.complete;
}

function byEdits({ simulation: { fixed } }) {
  return fixed?.by === 'edits' || fixed?.mended !== undefined;
}

function placeOf({ tree, file, line, rule, severity, fingerprint }) {
  return `${tree} ${file}:${line} ${rule} (${severity}) ${fingerprint}`;
}

function lint(tree) {
  const at = trees.get(tree);
  const files = bugs.filter((bug) => bug.buggy_tree === tree || bug.fixed_tree === tree).flatMap((bug) => [bug.file, bug.interrupt_side?.file]);
  const paths = [...new Set(files.filter((file) => file && existsSync(join(at, file))).map((file) => join(at, dirname(file))))].sort();
  const out = join(folder, `${tree}.json`);
  if (paths.length === 0) return [];
  if (!existsSync(out)) {
    const kept = values.cache ? ['--cache', resolve(values.cache)] : [];
    const args = ['lint', '--root', at, '--format', 'json', '--simulate', '--severity', 'hint', '--fail-on', 'never', '--no-progress', '--jobs', '1', ...kept, '-o', out, ...paths];
    execFileSync(process.execPath, [join(root, 'server/bin/lockctx.js'), ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  }
  return JSON.parse(readFileSync(out, 'utf8')).findings;
}

function quantile(name, q) {
  const sorted = all.map((f) => f.simulation[name]).sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] : 0;
}
