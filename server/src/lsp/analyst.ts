/** The main thread's handle on an analysis thread: requests with answers, a watch for hangs, a new thread when one is lost. */

import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { STACK_MEGABYTES } from '../node/worker-pool.ts';
import type { FromThread, Parameters, RequestName, Result, ThreadData, ToThread } from './messages.ts';

export interface AnalystOptions {
  /** For the log and the thread's name. */
  readonly name: string;
  /** Module that the thread runs; speaks `messages.ts`. */
  readonly script: URL;
  /** Milliseconds without a sign of life while something is asked. */
  readonly timeout: number;
  readonly log: (text: string) => void;
  readonly onProgress: (root: string, stage: string, share: number) => void;
  /** A new thread has taken the place of a lost one and knows nothing yet. */
  readonly onRestart: () => void;
  /** Too many threads were lost: nothing answers any more. */
  readonly onGivenUp: () => void;
}

export interface Analyst {
  /** Rejects with `Lost` when the thread dies, and when the thread says that it failed. */
  ask<Name extends RequestName>(name: Name, parameters: Parameters<Name>): Promise<Result<Name>>;
  /** Ends the reports that are asked for now: newer ones will be. */
  interrupt(): void;
  /** At something that takes long: a question would have to wait. */
  readonly isBusy: boolean;
  /** Ends the thread without another taking its place. */
  dispose(): Promise<void>;
}

/** The answer will never come; the question may be asked again. */
export class Lost extends Error {}

interface Question {
  readonly name: RequestName;
  resolve(result: never): void;
  reject(reason: Error): void;
}

const slow: ReadonlySet<RequestName> = new Set(['configure', 'index', 'edit', 'refresh', 'report']);
const MOST_LOSSES = 5;
/** Losses longer ago than this are forgiven. */
const MEMORY_OF_LOSSES = 180_000;

export function createAnalyst(options: AnalystOptions): Analyst {
  const questions = new Map<number, Question>();
  const losses: number[] = [];
  const interrupted = new Int32Array(new SharedArrayBuffer(4));
  let nextId = 1;
  let isDisposed = false;
  let silence: NodeJS.Timeout | undefined;
  let worker: Worker | undefined = start();

  function start(): Worker {
    const limits = { maxOldGenerationSizeMb: Math.max(2048, Math.floor((totalmem() / 2 ** 20) * 0.6)), maxYoungGenerationSizeMb: 64, stackSizeMb: STACK_MEGABYTES };
    const thread = new Worker(options.script, { name: options.name, resourceLimits: limits, workerData: { isAnalysis: true, interrupted } satisfies ThreadData, stdout: true, stderr: true });
    thread.stderr.on('data', (chunk) => options.log(`${options.name}: ${String(chunk).trim()}`));
    thread.on('message', receive);
    thread.on('error', (error: NodeJS.ErrnoException) => lose(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'needs more memory than it may use' : `crashed: ${error.message}`));
    thread.on('exit', (code) => lose(`ended with code ${code}`));
    return thread;
  }

  function receive(message: FromThread): void {
    watch();
    if (message.kind === 'progress') return options.onProgress(message.root, message.stage, message.share);
    if (message.kind === 'problem') return options.log(message.text);
    if (message.kind === 'ready') return;
    const question = questions.get(message.id);
    questions.delete(message.id);
    watch();
    if (message.kind === 'result') question?.resolve(message.result as never);
    else question?.reject(new Error(message.message));
  }

  /** Restarts the clock; it stands still while nothing is asked. */
  function watch(): void {
    clearTimeout(silence);
    silence = questions.size && !isDisposed ? setTimeout(() => lose(`gave no sign of life for ${options.timeout / 1000} s`), options.timeout) : undefined;
    silence?.unref();
  }

  function lose(reason: string): void {
    if (isDisposed || !worker) return;
    options.log(`analysis thread "${options.name}" ${reason}; asked: ${[...questions.values()].map(({ name }) => name).join(', ') || 'nothing'}`);
    end(worker);
    const now = Date.now();
    losses.push(now);
    if (losses.filter((at) => now - at < MEMORY_OF_LOSSES).length > MOST_LOSSES) {
      worker = undefined;
      options.onGivenUp();
      return;
    }
    worker = start();
    options.onRestart();
  }

  function end(thread: Worker): void {
    clearTimeout(silence);
    thread.removeAllListeners().on('error', () => undefined);
    void thread.terminate();
    const open = [...questions.values()];
    questions.clear();
    for (const question of open) question.reject(new Lost('the analysis thread was lost'));
  }

  return {
    ask<Name extends RequestName>(name: Name, parameters: Parameters<Name>): Promise<Result<Name>> {
      return new Promise((resolve, reject) => {
        if (!worker) return reject(new Lost('the analysis thread was given up'));
        const id = nextId++;
        questions.set(id, { name, resolve, reject });
        if (questions.size === 1) watch();
        worker.postMessage({ id, name, parameters } satisfies ToThread);
      });
    },
    interrupt: () => void Atomics.store(interrupted, 0, nextId - 1),
    get isBusy() {
      return [...questions.values()].some(({ name }) => slow.has(name));
    },
    async dispose() {
      isDisposed = true;
      const last = worker;
      worker = undefined;
      if (!last) return;
      end(last);
      await last.terminate();
    },
  };
}
