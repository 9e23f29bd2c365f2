/** Where operations and arguments stand in a file: two integers a place, the line, and column and length in one. */

import type { IntegerList } from './pool.ts';

/** Half as large where all columns and lengths fit in 8 bits and all lines in 16, as nearly always. */
export type Places = Uint16Array | Int32Array;
export const PLACE_SIZE = 2;

const NARROW_BITS = 8;
const NARROW_LENGTH = (1 << NARROW_BITS) - 1;
const WIDE_BITS = 12;

/** What a place's second integer has its column shifted by; the length is below. */
export function lengthBits(places: Places): number {
  return places.BYTES_PER_ELEMENT === 2 ? NARROW_BITS : WIDE_BITS;
}

/** From wide places. */
export function compactPlaces({ values, length }: IntegerList): Places {
  for (let i = 0; i < length; i += PLACE_SIZE) if (!isNarrow(values[i], values[i + 1])) return values.slice(0, length);
  const places = new Uint16Array(length);
  for (let i = 0; i < length; i += PLACE_SIZE) {
    const place = values[i + 1];
    places[i] = values[i];
    places[i + 1] = ((place >>> WIDE_BITS) << NARROW_BITS) | (place & NARROW_LENGTH);
  }
  return places;
}

function isNarrow(line: number, place: number): boolean {
  return line <= 0xffff && place >>> WIDE_BITS <= 0xff && (place & ((1 << WIDE_BITS) - 1)) <= NARROW_LENGTH;
}

/** Place number `index`; 1-based line and column. */
export function placeAt(places: Places, index: number): { readonly line: number; readonly column: number; readonly length: number } {
  const bits = lengthBits(places);
  const place = places[PLACE_SIZE * index + 1];
  return { line: places[PLACE_SIZE * index], column: place >>> bits, length: place & ((1 << bits) - 1) };
}
