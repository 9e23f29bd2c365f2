/** Where a command's words go: written at once and in order, from whatever thread runs it. */

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { defaultCacheFolder } from '../node/cache/cache.ts';
import { CouldNotRun } from '../node/could-not-run.ts';
import { reasonOf } from '../node/read-source.ts';

export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Standard output shows colours. */
  readonly colour: boolean;
  /** Standard error is a terminal: progress may overwrite itself. */
  readonly terminal: boolean;
  readonly columns: number;
  /** The module that a worker thread runs. */
  readonly workerScript: URL;
  /** Where facts are kept between runs unless told otherwise; undefined: nowhere. */
  readonly cacheFolder?: string;
  readonly cwd: string;
}

/** The reader has gone (`lockctx … | head`): nothing is left to do. */
export class ReaderGone extends Error {}

const STDOUT = 1;
const STDERR = 2;

export function processIo(columns: number, workerScript: URL): Io {
  const { env } = process;
  const wantsColour = env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : isatty(STDOUT) && !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    out: (text) => writeAll(STDOUT, text),
    err: (text) => writeQuietly(STDERR, text),
    colour: wantsColour,
    terminal: isatty(STDERR) && env.TERM !== 'dumb',
    columns,
    workerScript,
    cacheFolder: defaultCacheFolder(env, process.platform),
    cwd: process.cwd(),
  };
}

/** Reads files that were built beside the worker's script; '' for one that is not there. */
export function assetReader({ workerScript }: Io): (name: string) => string {
  return (name) => {
    try {
      return readFileSync(new URL(name, workerScript), 'utf8').trim();
    } catch {
      return '';
    }
  };
}

/** Where a report goes: `--output-file` or standard output. */
export interface Sink {
  write(text: string): void;
  close(): void;
}

const CHUNK = 64 * 1024;

/** Gathers small pieces; each chunk waits until its reader has taken it. */
export function openSink(io: Io, file: string | undefined): Sink {
  const descriptor = file === undefined ? undefined : openFile(file);
  const put = (text: string): void => (descriptor === undefined ? io.out(text) : writeAll(descriptor, text));
  let waiting: string[] = [];
  let length = 0;
  const flush = (): void => {
    if (length) put(waiting.join(''));
    waiting = [];
    length = 0;
  };
  return {
    write(text) {
      waiting.push(text);
      length += text.length;
      if (length >= CHUNK) flush();
    },
    close() {
      flush();
      if (descriptor !== undefined) closeSync(descriptor);
    },
  };
}

function openFile(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    throw new CouldNotRun(`${file} cannot be written: ${reasonOf(error)}.`);
  }
}

function writeAll(descriptor: number, text: string): void {
  let bytes: Uint8Array = Buffer.from(text);
  while (bytes.length) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes, 0, Math.min(bytes.length, CHUNK)));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw new ReaderGone();
      if (code !== 'EAGAIN') throw new CouldNotRun(`the output cannot be written: ${reasonOf(error)}.`);
      pause();
    }
  }
}

/** A pipe that does not block is full: give its reader a moment. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

function writeQuietly(descriptor: number, text: string): void {
  try {
    writeAll(descriptor, text);
  } catch {
    // Nobody listens to errors: nobody to tell.
  }
}
