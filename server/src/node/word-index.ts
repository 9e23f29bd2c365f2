/** The words of all files of a tree (`word-scan.ts`), kept between runs: what is related to a file can be asked without reading the tree again. */

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { writeAtomically } from './cache/write-atomically.ts';
import { REGISTER_TABLE } from './read-source.ts';
import { createWordScanner, type Words } from './word-scan.ts';
import type { WorkspaceFile } from './workspace.ts';

/** Words of file `i`: `words` from `starts[i]` to `starts[i + 1]`. */
export interface Column {
  readonly words: Int32Array;
  readonly starts: Int32Array;
}

export interface WordIndex {
  readonly files: readonly WorkspaceFile[];
  readonly defined: Column;
  readonly mentioned: Column;
}

export interface IndexOptions {
  /** What it is kept under. */
  readonly name: string;
  /** Undefined: nothing is kept. */
  readonly cacheFolder: string | undefined;
  readonly onFile: (bytes: number) => void;
  readonly isCancelled: () => boolean;
  /** A file whose words were not known. */
  readonly onRead?: (path: string) => void;
}

/** Counts up when what `word-scan.ts` makes of a text changes. */
const FORMAT = 'lockctx words 1';
/** Milliseconds of work after which others get their turn. */
const TURN = 50;
const NONE: Words = { defined: new Int32Array(), mentioned: new Int32Array() };

/** Undefined: cancelled. Only files that changed since they were scanned last are read. Never throws: a file that cannot be read has no words. */
export async function indexWords(files: readonly WorkspaceFile[], { name, cacheFolder, onFile, isCancelled, onRead }: IndexOptions): Promise<WordIndex | undefined> {
  const store = cacheFolder === undefined ? undefined : join(cacheFolder, 'words', createHash('sha256').update(name).digest('hex').slice(0, 16));
  const known = store === undefined ? new Map<string, Kept>() : read(store);
  const scanner = createWordScanner();
  const stamps: string[] = [];
  const found: Words[] = [];
  let news = 0;
  let turn = performance.now();
  for (const file of files) {
    if (performance.now() - turn > TURN) {
      await setImmediate();
      if (isCancelled()) return undefined;
      turn = performance.now();
    }
    const stamp = stampOf(file.absolute);
    const kept = stamp === '' ? undefined : known.get(file.path);
    const isKept = kept?.stamp === stamp;
    if (!isKept) news++;
    stamps.push(stamp);
    found.push(isKept ? kept.words : wordsOf(file));
    onFile(file.bytes);
  }
  const index: WordIndex = { files, defined: column(found.map(({ defined }) => defined)), mentioned: column(found.map(({ mentioned }) => mentioned)) };
  if (store !== undefined && news) write(store, index, stamps);
  return index;

  function wordsOf({ path, absolute, bytes }: WorkspaceFile): Words {
    const isHeader = path.endsWith('.h');
    onRead?.(path);
    if (isHeader && bytes > REGISTER_TABLE) return NONE;
    try {
      return scanner.scan(readFileSync(absolute), isHeader);
    } catch {
      return NONE;
    }
  }
}

function column(lists: readonly Int32Array[]): Column {
  const starts = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => (starts[i + 1] = starts[i] + list.length));
  const words = new Int32Array(starts[lists.length]);
  lists.forEach((list, i) => words.set(list, starts[i]));
  return { words, starts };
}

/** As in git's index; '' where it says nothing. */
function stampOf(absolute: string): string {
  const stats = statSync(absolute, { throwIfNoEntry: false });
  return stats ? `${stats.size}:${stats.mtimeMs}:${stats.ino}` : '';
}

interface Kept {
  readonly stamp: string;
  readonly words: Words;
}

/** A file of the cache: the length of its head, the head as JSON (padded to whole words), words defined, words mentioned. */
interface Head {
  readonly format: string;
  /** Path, stamp, words defined, words mentioned. */
  readonly files: readonly (readonly [string, string, number, number])[];
}

const LENGTH_BYTES = 4;

function read(store: string): Map<string, Kept> {
  const kept = new Map<string, Kept>();
  try {
    const bytes = readFileSync(store);
    const length = bytes.readUInt32LE(0);
    const { format, files } = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, LENGTH_BYTES + length)) as Head;
    if (format !== FORMAT) return kept;
    const words = new Int32Array(bytes.buffer.slice(bytes.byteOffset + LENGTH_BYTES + length, bytes.byteOffset + bytes.length));
    let defined = 0;
    let mentioned = files.reduce((sum, [, , count]) => sum + count, 0);
    if (files.reduce((sum, [, , , count]) => sum + count, mentioned) !== words.length) return kept;
    for (const [path, stamp, definedCount, mentionedCount] of files) {
      kept.set(path, { stamp, words: { defined: words.subarray(defined, (defined += definedCount)), mentioned: words.subarray(mentioned, (mentioned += mentionedCount)) } });
    }
  } catch {
    kept.clear(); // There is none, or it is not as it was written.
  }
  return kept;
}

/** What cannot be written is scanned again the next time. */
function write(store: string, { files, defined, mentioned }: WordIndex, stamps: readonly string[]): void {
  const count = ({ starts }: Column, i: number): number => starts[i + 1] - starts[i];
  const head: Head = { format: FORMAT, files: files.map(({ path }, i) => [path, stamps[i], count(defined, i), count(mentioned, i)]) };
  const json = Buffer.from(JSON.stringify(head));
  const padded = Buffer.alloc(LENGTH_BYTES + Math.ceil(json.length / 4) * 4, ' ');
  padded.writeUInt32LE(padded.length - LENGTH_BYTES, 0);
  json.copy(padded, LENGTH_BYTES);
  writeAtomically(store, Buffer.concat([padded, bytesOf(defined.words), bytesOf(mentioned.words)]));
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
