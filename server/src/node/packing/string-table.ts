/** One string for each text, however many files it stands in: most of a kernel's names stand in several. */

/** Longer ones hardly ever come twice. */
const LONGEST = 64;
const SMALLEST = 1 << 13;
/** A slot is a string's number plus one (0: free) and its hash, side by side: a kernel's table is far larger than any processor's cache. */
const SLOT = 2;

export class StringTable {
  private slots = new Int32Array(SMALLEST);
  private readonly strings: string[] = [];

  /** The text of the bytes [start, end) in Latin-1. */
  latin1(bytes: Buffer, start: number, end: number): string {
    if (end - start > LONGEST) return bytes.toString('latin1', start, end);
    const { slots, strings } = this;
    const hash = hashOf(bytes, start, end);
    let slot = firstSlot(hash, slots);
    for (; slots[slot] !== 0; slot = nextSlot(slot, slots)) {
      if (slots[slot + 1] !== hash) continue;
      const known = strings[slots[slot] - 1];
      if (isText(known, bytes, start, end)) return known;
    }
    const text = bytes.toString('latin1', start, end);
    slots[slot] = strings.push(text);
    slots[slot + 1] = hash;
    if (strings.length * 2 * SLOT > slots.length) this.grow();
    return text;
  }

  private grow(): void {
    const { slots } = this;
    const grown = new Int32Array(slots.length * 2);
    for (let from = 0; from < slots.length; from += SLOT) {
      if (slots[from] === 0) continue;
      let to = firstSlot(slots[from + 1], grown);
      while (grown[to] !== 0) to = nextSlot(to, grown);
      grown[to] = slots[from];
      grown[to + 1] = slots[from + 1];
    }
    this.slots = grown;
  }
}

function firstSlot(hash: number, slots: Int32Array): number {
  return (hash * SLOT) & (slots.length - 1);
}

function nextSlot(slot: number, slots: Int32Array): number {
  return (slot + SLOT) & (slots.length - 1);
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
