/** One line on a terminal that says how far a run is and how long it will take; nothing elsewhere. */

import type { Io } from './io.ts';

export interface Progress {
  /** What lies ahead of `advance`. */
  begin(files: number, bytes: number): void;
  /** One more file is through. */
  advance(bytes: number): void;
  stage(label: string, share: number): void;
  end(): void;
}

const INTERVAL = 100;

export function createProgress(io: Pick<Io, 'err' | 'terminal' | 'columns'>, wanted: boolean, now: () => number = () => performance.now()): Progress {
  if (!wanted || !io.terminal) return { begin: () => undefined, advance: () => undefined, stage: () => undefined, end: () => undefined };
  let total: Count = { files: 0, bytes: 0 };
  let done: Count = { files: 0, bytes: 0 };
  let started = 0;
  let shown = -Infinity;

  function show(text: string, force = false): void {
    if (!force && now() - shown < INTERVAL) return;
    shown = now();
    io.err(`\r\x1b[K${text.slice(0, Math.max(20, io.columns - 1))}`);
  }

  return {
    begin(files, bytes) {
      total = { files, bytes };
      done = { files: 0, bytes: 0 };
      started = now();
      show(readingLine(0, done, total), true);
    },
    advance(bytes) {
      done = { files: done.files + 1, bytes: done.bytes + bytes };
      show(readingLine(now() - started, done, total));
    },
    stage: (name, share) => show(`analysing: ${name}${share > 0 ? ` ${percent(share)}` : ''}`, share === 0),
    end: () => io.err('\r\x1b[K'),
  };
}

export interface Count {
  readonly files: number;
  readonly bytes: number;
}

/** `reading 1200/37211 files, 24/740 MB, 3 %, 410 files/s, 2 min 05 s left`. `elapsed` in milliseconds. */
export function readingLine(elapsed: number, done: Count, total: Count): string {
  const speed = elapsed < 1000 ? '' : `, ${Math.round((done.files * 1000) / elapsed)} files/s`;
  return `reading ${done.files}/${total.files} files, ${megabytes(done.bytes)}/${megabytes(total.bytes)} MB, ${percent(done.bytes / Math.max(1, total.bytes))}${speed}${eta(elapsed, done.bytes, total.bytes)}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}

function percent(share: number): string {
  return `${Math.min(100, Math.floor(share * 100))} %`;
}

/** Nothing while there is too little to tell from. */
export function eta(elapsed: number, done: number, total: number): string {
  if (elapsed < 1000 || done <= 0) return '';
  const seconds = Math.round((elapsed * Math.max(0, total - done)) / done / 1000);
  return `, ${seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`} left`;
}
