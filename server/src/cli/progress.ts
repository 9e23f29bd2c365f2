/** One line on a terminal that says how far a run is and how long it will take; nothing elsewhere. */

import type { Io } from './io.ts';

export interface Progress {
  /** `bytes` is what lies ahead of `advance`. */
  begin(label: string, bytes: number): void;
  advance(bytes: number): void;
  stage(label: string, share: number): void;
  end(): void;
}

const INTERVAL = 100;

export function createProgress(io: Pick<Io, 'err' | 'terminal' | 'columns'>, wanted: boolean, now: () => number = () => performance.now()): Progress {
  if (!wanted || !io.terminal) return { begin: () => undefined, advance: () => undefined, stage: () => undefined, end: () => undefined };
  let label = '';
  let total = 0;
  let done = 0;
  let started = 0;
  let shown = -Infinity;

  function show(text: string, force = false): void {
    if (!force && now() - shown < INTERVAL) return;
    shown = now();
    io.err(`\r\x1b[K${text.slice(0, Math.max(20, io.columns - 1))}`);
  }

  return {
    begin(text, bytes) {
      label = text;
      total = bytes;
      done = 0;
      started = now();
      show(label, true);
    },
    advance(bytes) {
      done += bytes;
      show(`${label}: ${percent(done / Math.max(1, total))}${eta(now() - started, done, total)}`);
    },
    stage: (name, share) => show(`analysing: ${name}${share > 0 ? ` ${percent(share)}` : ''}`, share === 0),
    end: () => io.err('\r\x1b[K'),
  };
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
