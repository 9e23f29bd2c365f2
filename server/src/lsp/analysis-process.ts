/** The main thread of an analysis process: passes messages on to the thread that analyses, and so hears an interruption while that one works. Losing the process loses no more than time. */

import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { STACK_MEGABYTES } from '../node/worker-pool.ts';
import type { FromProcess, ProcessOptions, ThreadData, ToProcess } from './messages.ts';

/** Milliseconds between looks at the memory; a collection may be under way. */
const LOOK = 500;
/** Most of what is analysed stays: a heap that doubles before it is looked through would be half garbage. */
const HEAP_GROWTH = '--heap-growing-percent=25';
const TOO_MUCH = 'needs more memory than it may use';

/** `script` is run as the thread. */
export function serveProcess(script: URL, { megabytes, isBackground }: ProcessOptions): void {
  if (isBackground) stepBack();
  setFlagsFromString(HEAP_GROWTH);
  const interrupted = new Int32Array(new SharedArrayBuffer(4));
  const limits = { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 64, stackSizeMb: STACK_MEGABYTES };
  const thread = new Worker(script, { resourceLimits: limits, workerData: { interrupted } satisfies ThreadData });
  const send = (message: FromProcess, then?: () => void): void => void process.send?.(message, undefined, {}, then);

  function lose(reason: string): void {
    thread.removeAllListeners();
    send({ kind: 'lost', reason }, () => process.exit(1));
  }

  thread.on('message', (message: FromProcess) => send(message));
  thread.on('error', (error: NodeJS.ErrnoException) => lose(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? TOO_MUCH : `crashed: ${error.message}`));
  thread.on('exit', (code) => lose(`ended with code ${code}`));
  process.on('message', (message: ToProcess) => {
    if ('interrupt' in message) Atomics.store(interrupted, 0, message.interrupt);
    else thread.postMessage(message);
  });
  process.on('disconnect', () => process.exit());
  setInterval(() => {
    if (process.memoryUsage.rss() > megabytes * 2 ** 20) lose(TOO_MUCH);
  }, LOOK).unref();
}

/** On Linux each thread has a priority of its own, which the threads that it starts inherit. */
function stepBack(): void {
  const ids = process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [process.pid];
  for (const id of ids) {
    try {
      setPriority(id, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // A thread that is gone, or a system that does not let us: then it runs beside the others.
    }
  }
}
