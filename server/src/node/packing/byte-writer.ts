/** Integers and texts → bytes: small integers take one byte, a text one byte a character where Latin-1 suffices. */

/** A text's length is written times two; odd: two bytes a character. */
export const WIDE = 1;

const LARGEST_INTEGER = 5;

export class ByteWriter {
  private bytes = new Uint8Array(1 << 16);
  private at = 0;

  clear(): void {
    this.at = 0;
  }

  /** A copy of what was written. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.at);
  }

  /** 0 … 2³² − 1. */
  count(value: number): void {
    this.reserve(LARGEST_INTEGER);
    this.put(value);
  }

  /** −2³¹ … 2³¹ − 1. */
  integer(value: number): void {
    this.reserve(LARGEST_INTEGER);
    this.put(zigzag(value));
  }

  integers(values: Int16Array | Int32Array | readonly number[]): void {
    this.reserve(values.length * LARGEST_INTEGER);
    for (let i = 0; i < values.length; i++) this.put(zigzag(values[i]));
  }

  text(value: string): void {
    const { length } = value;
    this.reserve(LARGEST_INTEGER + 2 * length);
    const start = this.at;
    this.put(length * 2);
    for (let i = 0; i < length; i++) {
      const unit = value.charCodeAt(i);
      if (unit > 0xff) {
        this.at = start;
        return this.wideText(value);
      }
      this.bytes[this.at++] = unit;
    }
  }

  texts(values: readonly string[]): void {
    this.count(values.length);
    for (const value of values) this.text(value);
  }

  private wideText(value: string): void {
    this.put(value.length * 2 + WIDE);
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      this.bytes[this.at++] = unit & 0xff;
      this.bytes[this.at++] = unit >> 8;
    }
  }

  private put(value: number): void {
    while (value > 0x7f) {
      this.bytes[this.at++] = (value & 0x7f) | 0x80;
      value >>>= 7;
    }
    this.bytes[this.at++] = value;
  }

  private reserve(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.at + more));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}

/** 0, -1, 1, -2 … → 0, 1, 2, 3 … */
function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}
