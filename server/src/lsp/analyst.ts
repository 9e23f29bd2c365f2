/** The server's handle on an analysis process: requests with answers, a watch for hangs, a new process when one is lost. */

import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromProcess, Parameters, ProcessOptions, RequestName, Result, ToProcess } from './messages.ts';

export interface AnalystOptions extends Omit<ProcessOptions, 'megabytes'> {
  /** For the log. */
  readonly name: string;
  /** Module that the process runs; speaks `messages.ts`. */
  readonly script: URL;
  /** Asked whenever a process is started. */
  readonly megabytes: () => number;
  /** Milliseconds without a sign of life while something is asked. */
  readonly timeout: number;
  readonly log: (text: string) => void;
  readonly onProgress: (root: string, stage: string, share: number) => void;
  /** A new process takes the place of one that was lost, or renewed, and knows nothing yet. */
  readonly onRestart: (isLoss: boolean) => void;
  /** Too many processes were lost: nothing answers any more. */
  readonly onGivenUp: () => void;
}

export interface Analyst {
  /** Rejects with `Lost` when the process dies, and when its thread says that it failed. The first question starts it. */
  ask<Name extends RequestName>(name: Name, parameters: Parameters<Name>): Promise<Result<Name>>;
  /** Ends the reports that are asked for now: newer ones will be. */
  interrupt(): void;
  /** At something that takes long: a question would have to wait. */
  readonly isBusy: boolean;
  /** Another process, with the memory that is allowed now. */
  renew(): void;
  /** Ends the process without another taking its place. */
  dispose(): void;
}

/** The answer will never come; the question may be asked again. */
export class Lost extends Error {}

interface Question {
  readonly name: RequestName;
  resolve(result: never): void;
  reject(reason: Error): void;
}

const slow: ReadonlySet<RequestName> = new Set(['configure', 'explore', 'edit', 'refresh', 'report']);
const MOST_LOSSES = 5;
/** Losses longer ago than this are forgiven. */
const MEMORY_OF_LOSSES = 180_000;

export function createAnalyst({ name, script, megabytes, isBackground, timeout, log, onProgress, onRestart, onGivenUp }: AnalystOptions): Analyst {
  const questions = new Map<number, Question>();
  const losses: number[] = [];
  let nextId = 1;
  /** No other is started. */
  let isOver = false;
  let silence: NodeJS.Timeout | undefined;
  let running: ChildProcess | undefined;

  function start(): ChildProcess {
    const options: ProcessOptions = { megabytes: megabytes(), isBackground };
    const child = fork(fileURLToPath(script), [JSON.stringify(options)], { execArgv: process.execArgv.filter((flag) => !flag.startsWith('--inspect')), serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const loses = (reason: string) => (): void => void (running === child && lose(reason));
    child.stderr?.on('data', (chunk) => log(`${name}: ${String(chunk).trim()}`));
    child.on('message', receive);
    child.on('error', (error) => loses(`failed: ${error.message}`)());
    child.on('exit', (code, signal) => loses(signal ? `was ended by ${signal}` : `ended with code ${code}`)());
    return child;
  }

  function receive(message: FromProcess): void {
    if (message.kind === 'lost') return lose(message.reason);
    watch();
    if (message.kind === 'progress') return onProgress(message.root, message.stage, message.share);
    if (message.kind === 'problem') return log(message.text);
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
    silence = questions.size && !isOver ? setTimeout(() => lose(`gave no sign of life for ${timeout / 1000} s`), timeout) : undefined;
    silence?.unref();
  }

  function lose(reason: string): void {
    if (isOver || !running) return;
    log(`the ${name} analysis ${reason}; asked: ${[...questions.values()].map((question) => question.name).join(', ') || 'nothing'}`);
    end();
    const now = Date.now();
    losses.push(now);
    if (losses.filter((at) => now - at < MEMORY_OF_LOSSES).length > MOST_LOSSES) {
      isOver = true;
      onGivenUp();
    } else onRestart(true);
  }

  function end(): void {
    clearTimeout(silence);
    const child = running;
    running = undefined;
    child?.removeAllListeners('message').kill('SIGKILL');
    const open = [...questions.values()];
    questions.clear();
    for (const question of open) question.reject(new Lost(`the ${name} analysis was lost`));
  }

  function send(message: ToProcess): void {
    running?.send(message, () => undefined); // What goes wrong is told by the end of the process.
  }

  return {
    ask<Name extends RequestName>(name: Name, parameters: Parameters<Name>): Promise<Result<Name>> {
      return new Promise((resolve, reject) => {
        if (isOver) return reject(new Lost('the analysis has ended'));
        running ??= start();
        const id = nextId++;
        questions.set(id, { name, resolve, reject });
        if (questions.size === 1) watch();
        send({ id, name, parameters });
      });
    },
    interrupt: () => send({ interrupt: nextId - 1 }),
    get isBusy() {
      return [...questions.values()].some((question) => slow.has(question.name));
    },
    renew() {
      if (!running) return;
      end();
      onRestart(false);
    },
    dispose() {
      isOver = true;
      end();
    },
  };
}
