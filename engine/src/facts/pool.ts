/** The growing arrays of one file's facts, and how a source range becomes two integers. */

import { positionAt, type LineTable } from '../source/range.ts';
import type { StringId } from './types.ts';

export interface Pool {
  readonly strings: string[];
  readonly code: number[];
  readonly expressions: number[];
  readonly lists: number[];
  readonly sites: number[];
  readonly argumentSites: number[];
  intern(text: string): StringId;
  /** Encodes a range as in `FileFacts.sites`. */
  site(start: number, end: number): readonly [line: number, place: number];
  lineOf(offset: number): number;
}

const MAX_LENGTH = 0xfff;
const MAX_COLUMN = 0x7ffff;

export function createPool(lines: LineTable): Pool {
  const strings: string[] = [];
  const ids = new Map<string, StringId>();
  return {
    strings,
    code: [],
    expressions: [],
    lists: [],
    sites: [],
    argumentSites: [],
    intern(text) {
      let id = ids.get(text);
      if (id === undefined) {
        id = strings.length;
        strings.push(text);
        ids.set(text, id);
      }
      return id;
    },
    site(start, end) {
      const { line, column } = positionAt(lines, start);
      const lineEnd = line < lines.length ? lines[line] - 1 : end;
      const length = Math.min(Math.max(Math.min(end, lineEnd) - start, 1), MAX_LENGTH);
      return [line, (Math.min(column, MAX_COLUMN) << 12) | length];
    },
    lineOf: (offset) => positionAt(lines, offset).line,
  };
}

export function decodePlace(place: number): { readonly column: number; readonly length: number } {
  return { column: place >>> 12, length: place & MAX_LENGTH };
}
