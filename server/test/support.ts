/** What the server's tests share: a folder of files, and an Io that remembers. */

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding, Report, Witness } from '../../engine/src/rules/types.ts';
import type { Io } from '../src/cli/io.ts';
import { run } from '../src/cli/run.ts';

/** A new folder with these files in it; its path has no link in it. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this thread, in `cwd`. */
export async function runIn(cwd: string, ...argv: string[]): Promise<Outcome> {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colour: false, terminal: false, columns: 80, cwd,
    workerScript: new URL('../dist/worker.js', import.meta.url),
  };
  return { code: await run(argv, io), out, err };
}

/** A timer and a thread that share a lock: one error. */
export const BUG = `
static DEFINE_SPINLOCK(list_lock);
static struct timer_list reaper;
static void reap(struct timer_list *t)
{
	spin_lock(&list_lock);
	spin_unlock(&list_lock);
}
static int worker(void *data)
{
	spin_lock(&list_lock);
	spin_unlock(&list_lock);
	return 0;
}
static int __init start(void)
{
	timer_setup(&reaper, reap, 0);
	kthread_run(worker, NULL, "worker");
	return 0;
}
`;

function location(file: string, line: number): Finding['location'] {
  return { file, line, column: 2, endLine: line, endColumn: 7 };
}

function witness(context: Witness['context'], label: string, line: number): Witness {
  return {
    context, label,
    entry: { function: 'enter', location: location('a.c', line), via: 'timer_setup' },
    steps: [{ function: 'enter', location: location('dir b/b.c', line + 1), what: 'takes &x->lock with spin_lock()' }],
  };
}

export const REPORT: Report = {
  findings: [{
    rule: 'softirq-unsafe-lock', severity: 'error', message: 'struct x.lock is taken, 100% wrong', fingerprint: '0123456789abcdef',
    location: location('dir b/b.c', 2), function: 'enter', lockClass: 'struct x.lock', advice: 'Use the _bh form.',
    witnesses: [witness('process', 'process', 1), witness('softirq', 'softirq (timer)', 4)],
    fixes: [{ kind: 'take-with-mask', title: 'Use spin_lock_bh()', isPreferred: true, edits: [{ location: location('dir b/b.c', 2), newText: 'spin_lock_bh' }] }],
  }],
  problems: [{ file: 'bad.c', line: 0, message: 'is a binary file' }],
  coverage: {
    files: 3, filesWithProblems: 1, functions: 10, functionsDamaged: 1, functionsWithContext: 5, calls: 20, callsUnresolved: 2, acquisitions: 4, locksUnknown: 1,
  },
};
