/** What a `ByteWriter` wrote, in the same order. Trusts the bytes: whoever keeps them has a checksum. */

import { WIDE } from './byte-writer.ts';
import type { StringTable } from './string-table.ts';

const none: readonly never[] = [];

export class ByteReader {
  private at = 0;
  private readonly bytes: Buffer;
  private readonly strings: StringTable;

  constructor(bytes: Uint8Array, strings: StringTable) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.strings = strings;
  }

  count(): number {
    let byte = this.bytes[this.at++];
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = this.bytes[this.at++];
      value |= (byte & 0x7f) << shift;
    }
    return value >>> 0;
  }

  integer(): number {
    const value = this.count();
    return (value >>> 1) ^ -(value & 1);
  }

  integersInto<T extends Int16Array | Int32Array>(values: T): T {
    for (let i = 0; i < values.length; i++) values[i] = this.integer();
    return values;
  }

  /** No more room than they need. */
  integers(length: number): readonly number[] {
    if (length === 0) return none;
    const values = new Array<number>(length);
    for (let i = 0; i < length; i++) values[i] = this.integer();
    return values;
  }

  text(): string {
    const head = this.count();
    const length = head >>> 1;
    const start = this.at;
    this.at += head & WIDE ? 2 * length : length;
    if (!(head & WIDE)) return this.strings.latin1(this.bytes, start, this.at);
    const units = Array.from({ length }, (_, i) => this.bytes[start + 2 * i] | (this.bytes[start + 2 * i + 1] << 8));
    return units.map((unit) => String.fromCharCode(unit)).join('');
  }

  texts(): readonly string[] {
    const length = this.count();
    if (length === 0) return none;
    const values = new Array<string>(length);
    for (let i = 0; i < length; i++) values[i] = this.text();
    return values;
  }

  /** As many as were counted. */
  list<T>(read: () => T): readonly T[] {
    const length = this.count();
    if (length === 0) return none;
    const values = new Array<T>(length);
    for (let i = 0; i < length; i++) values[i] = read();
    return values;
  }
}
