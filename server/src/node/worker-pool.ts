/** Facts of many files over several threads: a file that crashes or hangs its thread is lost alone. */

import { setTimeout, clearTimeout, setImmediate } from 'node:timers';
import { Worker } from 'node:worker_threads';
import { CouldNotRun } from './could-not-run.ts';
import { unpackResult, type ExtractFiles, type PackedResult } from './extract-file.ts';
import type { ParserOptions } from './open-parser.ts';
import { StringTable } from './packing/string-table.ts';
import type { WorkerMessage } from './worker-messages.ts';
import type { WorkspaceFile } from './workspace.ts';

export interface PoolOptions {
  /** Module that a worker runs; speaks `worker-messages.ts`. */
  readonly script: URL;
  readonly jobs: number;
  /** Milliseconds one file may take. */
  readonly timeout: number;
  readonly exhaustive?: boolean;
}

const BATCH_BYTES = 256 * 1024;
const BATCH_FILES = 64;
const MEGABYTES_PER_WORKER = 1500;
/** A file's tokens and nodes live briefly: with room for them the collector costs a sixth less of a run; more room gains nothing. */
const YOUNG_MEGABYTES = 64;

/** A timer this many times late was not merely delayed. */
const STOOD_STILL = 2;

/** The same in every thread that may parse: how deeply nested a file may be must not depend on `--jobs`. */
export const STACK_MEGABYTES = 64;

/** What a worker did not survive: the files of its batch that no answer has come for. Answers may be lost with it, so only a file that was alone is to blame. */
interface Loss {
  readonly reason: string;
  readonly files: readonly WorkspaceFile[];
}

type OnPacked = (result: PackedResult, file: WorkspaceFile) => void;

export function extractInThreads(options: PoolOptions): ExtractFiles {
  return async (files, onResult) => {
    const queue = batches(files);
    const table = new StringTable();
    const receive: OnPacked = (result, file) => onResult(unpackResult(result, table), file);
    const lanes = Array.from({ length: Math.min(options.jobs, queue.length) }, () => runLane(options, queue, receive));
    try {
      await Promise.all(lanes);
    } finally {
      queue.length = 0; // After a failure the other lanes have nothing more to begin.
    }
  };
}

/** Largest files last, since batches are taken from the end: no thread begins a large one when the others are done. */
function batches(files: readonly WorkspaceFile[]): WorkspaceFile[][] {
  const queue: WorkspaceFile[][] = [];
  let bytes = Infinity;
  for (const file of [...files].sort((a, b) => a.bytes - b.bytes || (a.path < b.path ? -1 : 1))) {
    if (bytes + file.bytes > BATCH_BYTES || queue[queue.length - 1].length === BATCH_FILES) {
      queue.push([]);
      bytes = 0;
    }
    queue[queue.length - 1].push(file);
    bytes += file.bytes;
  }
  return queue;
}

/** One worker after the other, until the queue is empty. */
async function runLane(options: PoolOptions, queue: WorkspaceFile[][], onResult: OnPacked): Promise<void> {
  for (;;) {
    const loss = await serve(options, queue, onResult);
    if (!loss) return;
    const { files, reason } = loss;
    if (files.length === 1) onResult({ path: files[0].path, problem: reason }, files[0]);
    else queue.push(...files.map((file) => [file]));
    if (!queue.length) return;
  }
}

/** The parser gives up before the worker is given up: see `ParseLimits`. Feeds one worker until the queue is empty (undefined) or the worker is lost. Rejects if the worker never gets ready: no other would. */
function serve({ script, timeout, exhaustive }: PoolOptions, queue: WorkspaceFile[][], onResult: OnPacked): Promise<Loss | undefined> {
  return new Promise((resolve, reject) => {
    const parser: ParserOptions = { exhaustive, limits: { one: timeout / 6, file: (timeout * 2) / 3 } };
    const worker = new Worker(script, { workerData: parser, resourceLimits: { maxOldGenerationSizeMb: MEGABYTES_PER_WORKER, maxYoungGenerationSizeMb: YOUNG_MEGABYTES, stackSizeMb: STACK_MEGABYTES } });
    const watch = watchdog(timeout, () => lose(`took more than ${timeout / 1000} s, skipped`));
    let isReady = false;
    let batch: WorkspaceFile[] = [];

    function receive(message: WorkerMessage): void {
      watch.reset();
      if (message === 'ready') isReady = true;
      else for (const result of message) onResult(result, batch.shift()!);
      if (batch.length) return;
      batch = queue.pop() ?? [];
      if (batch.length) worker.postMessage(batch);
      else end(() => resolve(undefined));
    }

    function lose(reason: string): void {
      if (isReady) end(() => resolve({ reason, files: batch }));
      else end(() => reject(new CouldNotRun(`a worker thread could not start: ${reason}`)));
    }

    function end(settle: () => void): void {
      watch.stop();
      worker.removeAllListeners().on('error', () => undefined);
      void worker.terminate();
      settle();
    }

    worker.on('message', receive);
    worker.on('messageerror', (error) => lose(`its facts could not be handed over: ${error.message}`));
    worker.on('error', (error: NodeJS.ErrnoException) => lose(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'needs too much memory, skipped' : `crashed the parser: ${error.message}`));
    worker.on('exit', () => lose('ended the worker thread, skipped'));
  });
}

/**
 * Calls `expire` when nothing has reset it for `milliseconds`; what arrived while this thread was busy counts first. A timer that fires
 * long after its time says that the whole process stood still (Ctrl-Z): then nobody had the time to answer.
 */
function watchdog(milliseconds: number, expire: () => void): { reset(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let turn = 0;
  const stop = (): void => {
    turn++;
    clearTimeout(timer);
  };
  const reset = (): void => {
    stop();
    const mine = turn;
    const armed = performance.now();
    const check = (): void => {
      if (mine !== turn) return;
      if (performance.now() - armed > STOOD_STILL * milliseconds) reset();
      else expire();
    };
    timer = setTimeout(() => setImmediate(() => setImmediate(check)), milliseconds);
  };
  reset();
  return { reset, stop };
}
