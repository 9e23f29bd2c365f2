/** The growing arrays of one file's facts, and how a source range becomes two integers. */

import { lineAt, lineTable, type LineTable } from '../source/range.ts';
import type { StringId } from './types.ts';

/** Integers that grow; what is cleared keeps its room. */
export class IntegerList {
  values = new Int32Array(1 << 12);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length++] = value;
  }

  private grow(): void {
    const grown = new Int32Array(this.values.length * 2);
    grown.set(this.values);
    this.values = grown;
  }
}

export interface Pool {
  readonly strings: string[];
  readonly code: IntegerList;
  readonly expressions: IntegerList;
  readonly lists: IntegerList;
  readonly sites: IntegerList;
  readonly argumentSites: IntegerList;
  intern(text: string): StringId;
  /** Appends a range as a wide place: see `places.ts`. */
  addSite(to: IntegerList, start: number, end: number): void;
  lineOf(offset: number): number;
  /** A range's second integer. */
  placeOf(start: number, end: number): number;
}

const MAX_LENGTH = 0xfff;
const MAX_COLUMN = 0x7ffff;

/** Of one thread, which makes one file's facts after the other: what many files have grown need not grow again. */
const room = [0, 1, 2, 3, 4].map(() => new IntegerList());

/** Ends the life of the pool made before. */
export function createPool(text: string): Pool {
  const strings: string[] = [];
  const ids = new Map<string, StringId>();
  for (const list of room) list.length = 0;
  const [code, expressions, lists, sites, argumentSites] = room;
  /** Made when it is asked for: tables of registers have nothing that stands on a line. */
  let lines: LineTable = [];
  let line = 0;

  /** Code is read from top to bottom: a range is mostly on the line of the one before, or just behind it. */
  function indexOfLine(offset: number): number {
    if (lines.length === 0) lines = lineTable(text);
    if (lines[line] > offset || lines[line + 1] <= offset) line = lineAt(lines, offset);
    return line;
  }

  function placeOn(index: number, start: number, end: number): number {
    const lineEnd = index + 1 < lines.length ? lines[index + 1] - 1 : end;
    const length = Math.min(Math.max(Math.min(end, lineEnd) - start, 1), MAX_LENGTH);
    return (Math.min(start - lines[index] + 1, MAX_COLUMN) << 12) | length;
  }

  return {
    strings, code, expressions, lists, sites, argumentSites,
    intern(text) {
      let id = ids.get(text);
      if (id === undefined) {
        id = strings.length;
        strings.push(text);
        ids.set(text, id);
      }
      return id;
    },
    addSite(to, start, end) {
      const index = indexOfLine(start);
      to.push(index + 1);
      to.push(placeOn(index, start, end));
    },
    lineOf: (offset) => indexOfLine(offset) + 1,
    placeOf: (start, end) => placeOn(indexOfLine(start), start, end),
  };
}

export function decodePlace(place: number): { readonly column: number; readonly length: number } {
  return { column: place >>> 12, length: place & MAX_LENGTH };
}
