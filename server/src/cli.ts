/** Executable: `lockctx`. The analysis runs in a thread of its own, which gets the heap and the stack that a whole kernel needs. */

import { totalmem } from 'node:os';
import { isatty } from 'node:tty';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { processIo } from './cli/io.ts';
import { run } from './cli/run.ts';
import { growForOneRun, YOUNG_MEGABYTES } from './node/heap.ts';
import { STACK_MEGABYTES } from './node/worker-pool.ts';

/** Limits, not reservations: a whole kernel wants several gigabytes; a small machine is told so instead of being made to swap. */
const limits = { maxOldGenerationSizeMb: Math.max(4096, Math.floor((totalmem() / 2 ** 20) * 0.7)), maxYoungGenerationSizeMb: YOUNG_MEGABYTES, stackSizeMb: STACK_MEGABYTES };

/** The language server keeps the main thread to itself: it has threads of its own. */
if (isMainThread && process.argv[2] === 'lsp' && !process.argv.includes('--help') && !process.argv.includes('-h')) await import(new URL('./lsp.js', import.meta.url).href);
else if (isMainThread) start();
else void run(workerData.argv, processIo(workerData.columns, new URL('./worker.js', import.meta.url))).then((code) => process.exit(code));

function start(): void {
  growForOneRun();
  const columns = (isatty(2) && process.stderr.columns) || 80;
  const worker = new Worker(new URL(import.meta.url), { workerData: { argv: process.argv.slice(2), columns }, resourceLimits: limits });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const tooMuch = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    console.error(`lockctx: ${tooMuch ? 'this needs more memory than lockctx may use; try a part of the tree' : (error.stack ?? error.message)}`);
    process.exit(2);
  });
  worker.on('exit', (code) => process.exit(code));
}
