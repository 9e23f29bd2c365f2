/**
 * How many findings replay on simulated CPUs, and how many no longer do fixed (an offered fix applied, or the advice followed); states and time.
 *
 *   npm run replay-rate [-- [--severity LEVEL] [--root DIR] PATH...]
 *
 * PATH: files or folders, also of a kernel tree; without any, every program under test-fixtures. Known bugs: replay-corpus.mjs
 *
 * Findings that do not replay are listed with the reason, most frequent reason first.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
const runs = given.length ? [given] : fixturePrograms().map((path) => [path]);
const findings = runs.flatMap((paths) => lint(paths));

const replayed = findings.filter((f) => f.simulation.reproduced);
const fixed = replayed.filter((f) => f.simulation.fixed?.bad === 'none' && f.simulation.fixed.complete);
console.log(`findings            ${findings.length}`);
console.log(`replayed            ${replayed.length} (${share(replayed, findings)})`);
console.log(`gone with the fix   ${fixed.length} (${share(fixed, replayed)} of those)`);
console.log(`by edits applied    ${fixed.filter((f) => f.simulation.fixed.by === 'edits').length}, by an edit whose way is gone ${fixed.filter((f) => f.simulation.fixed.mended).length}, by advice only ${fixed.filter((f) => f.simulation.fixed.by === 'advice' && !f.simulation.fixed.mended).length}`);
console.log(`states              median ${quantile('states', 0.5)}, p95 ${quantile('states', 0.95)}, most ${quantile('states', 1)}`);
console.log(`milliseconds        median ${quantile('milliseconds', 0.5)}, p95 ${quantile('milliseconds', 0.95)}, most ${quantile('milliseconds', 1)}`);
for (const [rule, list] of groups(findings, (f) => f.rule)) console.log(`  ${rule.padEnd(24)} ${list.filter((f) => f.simulation.reproduced).length} of ${list.length}`);
for (const [reason, list] of groups(findings.filter((f) => !f.simulation.reproduced), (f) => kindOf(f.simulation.reason))) {
  console.log(`\n${list.length} × ${reason}`);
  for (const f of list.slice(0, 8)) console.log(`  ${f.file}:${f.line} ${f.rule} (${f.severity}) ${f.fingerprint}`);
}
for (const f of replayed) if (!fixed.includes(f)) console.log(`\nstill wrong with the fix: ${f.file}:${f.line} ${f.rule} ${f.fingerprint}: ${JSON.stringify(f.simulation.fixed)}`);

function lint(args) {
  const cli = join(here, 'server/bin/lockctx.js');
  const severity = args.includes('--severity') ? [] : ['--severity', 'hint'];
  const out = execFileSync(process.execPath, [cli, 'lint', '--format', 'json', '--simulate', '--fail-on', 'never', '--no-progress', ...severity, ...args], { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(out).findings;
}

function fixturePrograms() {
  const root = join(here, 'test-fixtures');
  return readdirSync(root).map((group) => join(root, group)).filter((group) => statSync(group).isDirectory());
}

/** Reasons that differ in names and numbers only are one. */
function kindOf(reason) {
  return reason.replace(/\b\w+\(\)/g, 'F()').replace(/takes .*?:/, 'takes L:').replace(/\d+/g, 'N');
}

function groups(list, key) {
  const map = new Map();
  for (const item of list) map.set(key(item), [...(map.get(key(item)) ?? []), item]);
  return [...map].sort((a, b) => b[1].length - a[1].length);
}

function share(part, whole) {
  return whole.length ? `${((100 * part.length) / whole.length).toFixed(1)} %` : '-';
}

function quantile(name, q) {
  const values = replayed.map((f) => f.simulation[name]).sort((a, b) => a - b);
  return values.length ? values[Math.min(values.length - 1, Math.ceil(q * values.length) - 1)] : 0;
}
