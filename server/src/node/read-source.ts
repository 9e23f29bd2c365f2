/** Bytes on disk → text to analyse, or the reason why not. */

import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

/** `text` undefined: not analysed. `problem` may stand beside a text that was read in spite of it. */
export interface SourceText {
  readonly text?: string;
  /** See `sourceKey`; undefined when the content was not read. */
  readonly key?: string;
  readonly problem?: string;
}

const MEGABYTE = 1024 * 1024;
/** Larger files are not parsed. */
const LARGEST = 16 * MEGABYTE;
/** Larger headers are not even looked into. */
const LARGEST_HEADER = 64 * MEGABYTE;
/** Headers above this are generated tables of registers, unless a word in them says otherwise. */
export const REGISTER_TABLE = MEGABYTE / 2;
const WORDS_OF_CODE = ['spin', 'mutex', 'seqlock', 'static inline', '_lock('];
const BINARY_CHECK = 8192;

/** Never throws. Neither text nor problem: a file that cannot matter: a generated table of registers. */
export function readSource(file: string): SourceText {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const size = fstatSync(descriptor).size;
      const isHeader = file.endsWith('.h');
      if (size > (isHeader ? LARGEST_HEADER : LARGEST)) return tooLarge(size);
      const bytes = readFileSync(descriptor);
      const key = sourceKey(file, bytes);
      if (isHeader && bytes.length > REGISTER_TABLE && !WORDS_OF_CODE.some((word) => bytes.includes(word))) return { key };
      return bytes.length > LARGEST ? tooLarge(bytes.length) : { ...decode(bytes), key };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { problem: `cannot be read: ${reasonOf(error)}` };
  }
}

/** 32 hex digits for a file's content and the kind of file it is read as: what comes of it depends on nothing else. */
export function sourceKey(file: string, bytes: Uint8Array): string {
  return createHash('sha256').update(file.endsWith('.h') ? 'h' : 'c').update(bytes).digest('hex').slice(0, 32);
}

/** Each byte that is not UTF-8 becomes one character, so lines and columns stay right. A byte order mark is dropped. */
export function decode(bytes: Uint8Array): SourceText {
  if (bytes.subarray(0, BINARY_CHECK).includes(0)) return { problem: 'is a binary file (it has NUL bytes), skipped' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), problem: 'is not valid UTF-8, read as Latin-1' };
  }
}

/** An error of a file operation in words, without the path: `permission denied`. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    EACCES: 'permission denied', EPERM: 'not permitted', ENOENT: 'no such file or directory', EISDIR: 'is a directory', ELOOP: 'symbolic links go in a circle',
    ENAMETOOLONG: 'the name is too long', EMFILE: 'too many open files', EIO: 'input/output error', ENOTDIR: 'a part of the path is not a directory',
  };
  return (code && words[code]) ?? code ?? message;
}

function tooLarge(bytes: number): SourceText {
  return { problem: `is too large to analyse (${Math.ceil(bytes / MEGABYTE)} MB, the limit is ${LARGEST / MEGABYTE} MB), skipped` };
}
