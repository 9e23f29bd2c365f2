/** Conditions under which a function does something: an immutable set of keys and the values that these must have, in order. */

export type Entry = readonly [key: string, value: string];

/** Key as in `FunctionView.key`, value as in `Assumptions`. There are millions of sets: one array holds all of a set. */
export class Conditions {
  static readonly none = new Conditions([]);

  private constructor(private readonly words: readonly string[]) {}

  static of(entries: readonly Entry[]): Conditions {
    if (entries.length === 0) return Conditions.none;
    const words = new Array<string>(2 * entries.length);
    entries.forEach(([key, value], i) => ([words[2 * i], words[2 * i + 1]] = [key, value]));
    return new Conditions(words);
  }

  get size(): number {
    return this.words.length / 2;
  }

  key(index: number): string {
    return this.words[2 * index];
  }

  value(index: number): string {
    return this.words[2 * index + 1];
  }

  get(key: string): string | undefined {
    for (let i = 0; i < this.words.length; i += 2) if (this.words[i] === key) return this.words[i + 1];
    return undefined;
  }

  some(test: (key: string, value: string) => boolean): boolean {
    for (let i = 0; i < this.words.length; i += 2) if (test(this.words[i], this.words[i + 1])) return true;
    return false;
  }

  /** Equal for equal sets. */
  get text(): string {
    return this.words.join();
  }

  *[Symbol.iterator](): Generator<Entry> {
    for (let i = 0; i < this.words.length; i += 2) yield [this.words[i], this.words[i + 1]];
  }
}

const CAPITAL_P = 80;
const NINE = 57;
const ZERO = 48;

/** The number of the parameter that the whole key is; -1. */
export function plainParameter(key: string): number {
  if (key.length < 2 || key.charCodeAt(0) !== CAPITAL_P) return -1;
  let number = 0;
  for (let i = 1; i < key.length; i++) {
    const digit = key.charCodeAt(i);
    if (digit < ZERO || digit > NINE) return -1;
    number = number * 10 + digit - ZERO;
  }
  return number;
}
