/**
 * Times edits in a session that holds some folders of a tree: `npm run bench-edit -- [--edits N] [--seed N] [--verify] TREE FOLDER…`.
 *
 * An edit is timed from the changed text to the new report: extraction of the file, relinking, summaries, contexts, rules. What is drawn
 * depends on the seed alone. Wall time is what a user waits, processor time says the same on a busy machine. `--verify` compares every tenth report with that of a new session (slow, not timed).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { extractFacts } from '../engine/src/facts/extract.ts';
import { kernelKnowledge } from '../engine/src/knowledge/knowledge.ts';
import { createSession, type Session } from '../engine/src/session.ts';
import { createChance, randomEdit, type EditKind } from '../engine/test/random-edits.ts';
import { nativeParser, releaseTrees } from '../server/src/node/native-parser.ts';

const kinds: readonly EditKind[] = ['comment', 'rename local', 'lock flavour', 'call added', 'function deleted', 'ops entry', 'field renamed', 'header'];
const VERIFY_EVERY = 10;

const { values, positionals: [tree, ...folders] } = parseArgs({ allowPositionals: true, options: { edits: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, verify: { type: 'boolean', default: false } } });
if (!tree || folders.length === 0) {
  console.error('usage: bench-edit [--edits N] [--seed N] [--verify] TREE FOLDER…');
  process.exit(2);
}

interface Timed {
  readonly kind: string;
  readonly total: number;
  readonly processor: number;
  readonly stages: ReadonlyMap<string, number>;
  readonly interpreted: number;
}

const parser = nativeParser();
const options = { knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] }, findingsOnly: true };
const texts = new Map(folders.flatMap((folder) => sources(join(tree, folder)).map((file) => [file.slice(tree.length + 1), readFileSync(file, 'utf8')] as const)));
const facts = (path: string): { path: string; facts: ReturnType<typeof extractFacts> } => ({ path, facts: extractFacts(parser, { path, text: texts.get(path)! }) });

const session = createSession({ ...options, followsEdits: true });
session.update([...texts.keys()].map(facts));
await releaseTrees();
const first = analysed(session, 'first analysis');
console.log(`${texts.size} files, ${(([...texts.values()].reduce((sum, text) => sum + text.length, 0)) / 1e6).toFixed(1)} MB, ${session.analyze().findings.length} findings; first analysis ${first.total.toFixed(0)} ms wall, ${first.processor.toFixed(0)} ms processor (${stagesOf([first])}), ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB\n`);

const chance = createChance(Number(values.seed));
const timed: Timed[] = [];
while (timed.length < Number(values.edits)) {
  const kind = kinds[timed.length % kinds.length];
  const edit = randomEdit(kind, texts, [...texts.keys()], chance);
  if (!edit) continue;
  texts.set(edit.path, edit.text);
  const begin = performance.now();
  const used = process.cpuUsage();
  session.update([facts(edit.path)]);
  const extraction = performance.now() - begin;
  const { total, stages, interpreted } = analysed(session, kind);
  timed.push({ kind, total: total + extraction, processor: processorSince(used), stages: new Map([['extract', extraction], ...stages]), interpreted });
  await releaseTrees();
  if (values.verify && timed.length % VERIFY_EVERY === 0) verify(edit.path);
}

for (const kind of [...kinds, '']) {
  const some = timed.filter((t) => kind === '' || t.kind === kind);
  const wall = percentiles(some.map(({ total }) => total));
  const processor = percentiles(some.map((t) => t.processor));
  console.log(`${(kind || 'all').padEnd(18)} ${String(some.length).padStart(4)} edits  wall ${wall}  processor ${processor};  interpreted ${(some.reduce((n, t) => n + t.interpreted, 0) / some.length).toFixed(1).padStart(6)};  ${stagesOf(some)}`);
}

function percentiles(times: number[]): string {
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(0).padStart(4);
  return `p50 ${at(0.5)} p95 ${at(0.95)} max ${at(1)} ms`;
}

function processorSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function analysed(of: Session, kind: string): Timed {
  const stages = new Map<string, number>();
  const begin = performance.now();
  const used = process.cpuUsage();
  let since = begin;
  let stage = '';
  const next = (name: string): void => {
    const now = performance.now();
    if (stage) stages.set(stage, (stages.get(stage) ?? 0) + now - since);
    [stage, since] = [name, now];
  };
  of.analyze({ progress: (name) => next(name) });
  next('');
  return { kind, total: since - begin, processor: processorSince(used), stages, interpreted: of.interpreted };
}

/** Mean milliseconds of each stage. */
function stagesOf(some: readonly Timed[]): string {
  const sums = new Map<string, number>();
  for (const { stages } of some) for (const [stage, time] of stages) sums.set(stage, (sums.get(stage) ?? 0) + time);
  return [...sums].map(([stage, time]) => `${stage} ${(time / some.length).toFixed(0)}`).join(', ');
}

function verify(path: string): void {
  const scratch = createSession(options);
  scratch.update([...texts.keys()].map(facts));
  if (JSON.stringify(session.analyze()) === JSON.stringify(scratch.analyze())) return;
  console.error(`after edit ${timed.length} in ${path} the report differs from that of a new session`);
  process.exitCode = 1;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[ch]$/.test(name)).sort().map((name) => join(folder, name));
}
