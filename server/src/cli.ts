/** Executable: `lockctx`. The analysis runs in a thread of its own, which gets the heap and the stack that a whole kernel needs. */

import { totalmem } from 'node:os';
import { isatty } from 'node:tty';
import { setFlagsFromString } from 'node:v8';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { processIo } from './cli/io.ts';
import { run } from './cli/run.ts';
import { STACK_MEGABYTES } from './node/worker-pool.ts';

/** Most of what the analysis makes is short-lived: where the young are looked through less often, fewer of them are copied. */
const YOUNG_MEGABYTES = 256;

/** Limits, not reservations: a whole kernel wants several gigabytes; a small machine is told so instead of being made to swap. */
const limits = { maxOldGenerationSizeMb: Math.max(4096, Math.floor((totalmem() / 2 ** 20) * 0.7)), maxYoungGenerationSizeMb: YOUNG_MEGABYTES, stackSizeMb: STACK_MEGABYTES };

/**
 * What a whole kernel leaves behind is kept to the end: a heap that grows by its double before it is looked through would hold as much
 * garbage. And the young have their full room from the start: to give pages back and take them again costs as much as to look them through.
 */
const HEAP_FLAGS = ['--heap-growing-percent=40', `--min-semi-space-size=${Math.floor(YOUNG_MEGABYTES / 3)}`];

/** The language server keeps the main thread to itself: it has threads of its own. */
if (isMainThread && process.argv[2] === 'lsp' && !process.argv.includes('--help') && !process.argv.includes('-h')) await import(new URL('./lsp.js', import.meta.url).href);
else if (isMainThread) start();
else void run(workerData.argv, processIo(workerData.columns, new URL('./worker.js', import.meta.url))).then((code) => process.exit(code));

function start(): void {
  for (const flag of HEAP_FLAGS) setFlagsFromString(flag);
  const columns = (isatty(2) && process.stderr.columns) || 80;
  const worker = new Worker(new URL(import.meta.url), { workerData: { argv: process.argv.slice(2), columns }, resourceLimits: limits });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const tooMuch = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    console.error(`lockctx: ${tooMuch ? 'this needs more memory than lockctx may use; try a part of the tree' : (error.stack ?? error.message)}`);
    process.exit(2);
  });
  worker.on('exit', (code) => process.exit(code));
}
