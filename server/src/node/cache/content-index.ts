/**
 * Content keys of files by what `stat` says of them, so that an unchanged file need not be read.
 *
 * As in git's index: size, modification time and inode stand for the content, unless the file was modified so shortly before it was
 * read that a later change may carry the same time.
 */

import { readFileSync, statSync } from 'node:fs';
import { writeAtomically } from './write-atomically.ts';

export interface ContentIndex {
  /** The key of a file's content, if it is known without reading. Looks at the file: what is read later is no older. */
  keyOf(absolute: string): string | undefined;
  /** For a file that was asked for before it was read. */
  set(absolute: string, key: string): void;
  /** Keeps what was looked up or set since the index was opened. False if it cannot be written. */
  save(): boolean;
}

/** Milliseconds within which two changes may carry one time. */
const SAME_TIME = 2000;

/** `size:modified:inode:key` by absolute path. */
type Lines = Record<string, string>;

/** Never throws; what cannot be read is empty. */
export function openContentIndex(file: string): ContentIndex {
  const known = readLines(file);
  const current: Lines = {};
  const stamps = new Map<string, string>();
  let isChanged = false;
  return {
    keyOf(absolute) {
      const stamp = stampOf(absolute);
      if (stamp === undefined) return undefined;
      stamps.set(absolute, stamp);
      const line = known[absolute];
      if (!line?.startsWith(stamp)) return undefined;
      current[absolute] = line;
      return line.slice(stamp.length);
    },
    set(absolute, key) {
      const stamp = stamps.get(absolute);
      if (stamp === undefined) return;
      current[absolute] = stamp + key;
      isChanged = true;
    },
    save() {
      if (!isChanged) return true;
      return writeAtomically(file, JSON.stringify({ ...known, ...current }));
    },
  };
}

function stampOf(absolute: string): string | undefined {
  const stats = statSync(absolute, { throwIfNoEntry: false });
  return stats && stats.mtimeMs < Date.now() - SAME_TIME ? `${stats.size}:${stats.mtimeMs}:${stats.ino}:` : undefined;
}

function readLines(file: string): Lines {
  try {
    const lines = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    return typeof lines === 'object' && lines !== null && Object.values(lines).every((line) => typeof line === 'string') ? (lines as Lines) : {};
  } catch {
    return {};
  }
}
