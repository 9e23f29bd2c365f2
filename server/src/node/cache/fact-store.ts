/**
 * Facts of files on disk, by content hash.
 *
 * A store is a folder of packs, each written by one process from its first record to its last and never changed after. A pack begins with
 * `lockctx facts 2 BUILD` and a line end; the packs of another build of the program do not exist. A record is
 * `length (4 bytes, little endian), key (16), checksum of the payload (8), payload`. A pack that ends in the middle
 * of a record (the process was killed, the disk was full) is good up to there; a record whose checksum is wrong does not exist.
 * Nothing here throws: a store that cannot be read is empty, one that cannot be written stays as it is and says why.
 */

import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, statSync, unlinkSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../read-source.ts';

export interface FactStore {
  /** What was put under a key; undefined if nothing sound was. The bytes are the caller's own. */
  get(key: string): Buffer | undefined;
  /** The payload in pieces, which must not change any more. */
  put(key: string, payload: readonly Uint8Array[]): void;
  readonly isEmpty: boolean;
  /** Writes what is waiting; afterwards `problem` is final. */
  close(): void;
  /** Why the store is not written; '' while it is. */
  readonly problem: string;
}

export interface StoreOptions {
  /** Packs are read from here and written to here; undefined: only `packs` are read. */
  readonly folder?: string;
  /** Further packs, read only. */
  readonly packs?: readonly string[];
  /** 16 hex digits that stand for the program: see `buildOf`. */
  readonly build: string;
  /** Beyond this the packs longest unused are deleted. */
  readonly bytes?: number;
}

const FORMAT = 'lockctx facts 2 ';
const BUILD_DIGITS = 16;
const HEADER_BYTES = FORMAT.length + BUILD_DIGITS + 1;
const KEY_BYTES = 16;
const SUM_BYTES = 8;
const HEAD_BYTES = 4 + KEY_BYTES + SUM_BYTES;
const LARGEST_RECORD = 256 * 2 ** 20;
const WRITE_BYTES = 2 ** 20;
const SUFFIX = '.facts';
/** With more packs than this the small ones become one. */
const MOST_PACKS = 24;
const SMALL_PACK = 4 * 2 ** 20;

interface Entry {
  readonly pack: number;
  readonly offset: number;
  readonly length: number;
}

/** The build that wrote a pack; undefined for any other file. */
export function packBuild(file: string): string | undefined {
  return quietly(() => {
    const descriptor = openSync(file, 'r');
    const head = Buffer.alloc(HEADER_BYTES);
    readSync(descriptor, head, 0, HEADER_BYTES, 0);
    closeSync(descriptor);
    return buildFrom(head);
  });
}

function buildFrom(head: Buffer): string | undefined {
  const text = head.toString('latin1', 0, HEADER_BYTES);
  return text.startsWith(FORMAT) && text.endsWith('\n') ? text.slice(FORMAT.length, -1) : undefined;
}

/** 32 hex digits. */
export function contentKey(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 2 * KEY_BYTES);
}

export function openFactStore({ folder, packs = [], build, bytes = Infinity }: StoreOptions): FactStore {
  const entries = new Map<string, Entry>();
  const open: number[] = [];
  const own = folder === undefined ? [] : keptPacks(folder, bytes);
  for (const file of [...own, ...packs]) readPack(file, build, open, entries);
  const writer = folder === undefined ? undefined : createPackWriter(() => createPack(folder), build);
  if (writer && own.length > MOST_PACKS) mergeSmall(own, build, writer);

  return {
    get(key) {
      const entry = entries.get(key);
      return entry && readRecord(open[entry.pack], entry);
    },
    put(key, payload) {
      writer?.add(key, payload);
    },
    get isEmpty() {
      return entries.size === 0;
    },
    close() {
      writer?.close();
      for (const descriptor of open.splice(0)) closeSync(descriptor);
      entries.clear();
    },
    get problem() {
      return writer?.problem ?? '';
    },
  };
}

/** The packs of a folder, oldest first, those deleted that go beyond the bound. What is read now counts as used now. */
function keptPacks(folder: string, bound: number): string[] {
  const packs = listPacks(folder).sort((a, b) => b.time - a.time);
  let bytes = 0;
  const kept: string[] = [];
  for (const { file, size } of packs) {
    bytes += size;
    if (bytes <= bound) kept.unshift(file);
    else quietly(() => unlinkSync(file));
  }
  const now = Date.now() / 1000;
  for (const file of kept) quietly(() => utimesSync(file, now, now));
  return kept;
}

function listPacks(folder: string): { file: string; size: number; time: number }[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(SUFFIX)).flatMap((name) => {
      const file = join(folder, name);
      const stats = statSync(file, { throwIfNoEntry: false });
      return stats ? [{ file, size: stats.size, time: stats.mtimeMs }] : [];
    });
  } catch {
    return [];
  }
}

function readPack(file: string, build: string, open: number[], entries: Map<string, Entry>): void {
  quietly(() => {
    const descriptor = openSync(file, 'r');
    const pack = open.push(descriptor) - 1;
    const { size } = fstatSync(descriptor);
    const head = Buffer.alloc(Math.max(HEAD_BYTES, HEADER_BYTES));
    readSync(descriptor, head, 0, HEADER_BYTES, 0);
    if (buildFrom(head) !== build) return;
    for (let at = HEADER_BYTES; at + HEAD_BYTES <= size; ) {
      readSync(descriptor, head, 0, HEAD_BYTES, at);
      const length = head.readUInt32LE(0);
      if (length > LARGEST_RECORD || at + HEAD_BYTES + length > size) return;
      entries.set(head.toString('hex', 4, 4 + KEY_BYTES), { pack, offset: at, length });
      at += HEAD_BYTES + length;
    }
  });
}

/** Every run that met a changed file leaves a pack. Another process that has a deleted one open goes on reading it. */
function mergeSmall(files: readonly string[], build: string, writer: PackWriter): void {
  for (const file of files) {
    const pack = quietly(() => (statSync(file).size <= SMALL_PACK ? readFileSync(file) : undefined));
    if (!pack || buildFrom(pack) !== build) continue;
    for (let at = HEADER_BYTES; at + HEAD_BYTES <= pack.length; ) {
      const end = at + HEAD_BYTES + pack.readUInt32LE(at);
      if (end > pack.length) break;
      writer.copy(pack.subarray(at, end));
      at = end;
    }
    writer.flush();
    if (!writer.problem) quietly(() => unlinkSync(file));
  }
}

function readRecord(descriptor: number, { offset, length }: Entry): Buffer | undefined {
  return quietly(() => {
    const record = Buffer.allocUnsafeSlow(HEAD_BYTES + length);
    if (readSync(descriptor, record, 0, record.length, offset) !== record.length) return undefined;
    const payload = record.subarray(HEAD_BYTES);
    return record.subarray(4 + KEY_BYTES, HEAD_BYTES).equals(checksum([payload])) ? payload : undefined;
  });
}

/** Writes one pack, record by record; after an error nothing more. */
export interface PackWriter {
  add(key: string, payload: readonly Uint8Array[]): void;
  /** A whole record, as it stands in another pack. */
  copy(record: Buffer): void;
  /** Writes what is waiting; makes the pack even if nothing is. */
  flush(): void;
  close(): void;
  /** Why it could not be written; ''. */
  readonly problem: string;
}

/** `open` gives the descriptor of an empty file when there is something to write. */
export function createPackWriter(open: () => number, build: string): PackWriter {
  let descriptor: number | undefined;
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  let problem = '';

  function flush(): void {
    if (problem) return;
    try {
      if (descriptor === undefined) {
        descriptor = open();
        writeSync(descriptor, `${FORMAT}${build}\n`);
      }
      for (const chunk of waiting) for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at);
    } catch (error) {
      problem = reasonOf(error);
    }
    waiting = [];
    bytes = 0;
  }

  function push(...chunks: readonly Uint8Array[]): void {
    if (problem) return;
    waiting.push(...chunks);
    bytes += bytesOf(chunks);
    if (bytes >= WRITE_BYTES) flush();
  }

  return {
    add(key, payload) {
      const head = Buffer.alloc(HEAD_BYTES);
      head.writeUInt32LE(bytesOf(payload), 0);
      head.write(key, 4, 'hex');
      checksum(payload).copy(head, 4 + KEY_BYTES);
      push(head, ...payload);
    },
    copy: (record) => push(record),
    flush,
    close() {
      if (waiting.length) flush();
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
    get problem() {
      return problem;
    },
  };
}

function createPack(folder: string): number {
  mkdirSync(folder, { recursive: true });
  return openSync(join(folder, `${randomUUID()}${SUFFIX}`), 'wx');
}

function bytesOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0);
}

function checksum(payload: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const chunk of payload) hash.update(chunk);
  return hash.digest().subarray(0, SUM_BYTES);
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
