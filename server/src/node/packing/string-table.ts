/** One string for each text, however many files it stands in: most of a kernel's names stand in several. */

/** Longer ones hardly ever come twice. */
const LONGEST = 64;
const SMALLEST = 1 << 12;

export class StringTable {
  /** Numbers of strings plus one; 0: free. */
  private slots = new Int32Array(SMALLEST);
  private hashes = new Int32Array(SMALLEST / 2);
  private readonly strings: string[] = [];

  /** The text of the bytes [start, end) in Latin-1. */
  latin1(bytes: Buffer, start: number, end: number): string {
    if (end - start > LONGEST) return bytes.toString('latin1', start, end);
    const hash = hashOf(bytes, start, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (; this.slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = this.slots[slot] - 1;
      if (this.hashes[number] === hash && isText(this.strings[number], bytes, start, end)) return this.strings[number];
    }
    const text = bytes.toString('latin1', start, end);
    this.hashes[this.strings.length] = hash;
    this.slots[slot] = this.strings.push(text);
    if (this.strings.length === this.hashes.length) this.grow();
    return text;
  }

  private grow(): void {
    const { hashes } = this;
    this.hashes = new Int32Array(hashes.length * 2);
    this.hashes.set(hashes);
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let number = 0; number < hashes.length; number++) {
      let slot = hashes[number] & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = number + 1;
    }
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash ^ (hash >>> 15);
}

function isText(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = start; i < end; i++) if (text.charCodeAt(i - start) !== bytes[i]) return false;
  return true;
}
