/** What branches taken on one path say of expressions: an immutable map that knows a hash of its content. */

import { putMark } from '../program/function-view.ts';
import { plainParameter, type Entry } from './conditions.ts';
import { eitherValue, remaining } from './values.ts';

/** Values: `T` true, `F` zero, `N` negative, `=X`, `!X;Y` none of these, `?X;Y` one of these, of allocation masks `B` and `A`; keys as in `FunctionView.key`, and `C7` for the result of a call. */
export class Assumptions {
  static readonly none = new Assumptions([], 0, 0);

  /** What is said of parameters themselves, as text; worked out when it is asked for. */
  private plain: string | undefined = undefined;
  private putCount = -1;

  /**
   * Names and their values, oldest first, in one array of just that length: there are millions. The two sums, 64 bits of hash together,
   * tell sets apart whatever their order: the few at one place in a function are compared by them alone.
   */
  private constructor(
    private readonly words: readonly string[],
    private readonly sum: number,
    private readonly otherSum: number,
  ) {}

  get size(): number {
    return this.words.length / 2;
  }

  /** Equal for equal content. */
  get identity(): string {
    return `${this.words.length}:${this.sum}:${this.otherSum}`;
  }

  get(name: string): string | undefined {
    const at = this.indexOf(name);
    return at < 0 ? undefined : this.words[at + 1];
  }

  /** What a branch said of it, or what was put there. */
  known(name: string): string | undefined {
    const at = this.indexOf(name);
    if (at >= 0) return this.words[at + 1];
    const put = this.indexOfPut(name);
    if (put < 0) return undefined;
    const value = this.words[put + 1];
    return value.startsWith(UNKNOWN) ? value.slice(UNKNOWN.length) || undefined : value;
  }

  /** How many names with `putMark` there are; worked out when it is asked for. */
  get puts(): number {
    if (this.putCount < 0) this.putCount = this.count(isPutName);
    return this.putCount;
  }

  /** The function itself has put something there, known or not. */
  isPut(name: string): boolean {
    return this.indexOfPut(name) >= 0;
  }

  /** That, as a value, or behind `UNKNOWN` what a branch has said since. */
  putIn(name: string): string | undefined {
    const at = this.indexOfPut(name);
    return at < 0 ? undefined : this.words[at + 1];
  }

  has(name: string): boolean {
    return this.indexOf(name) >= 0;
  }

  *[Symbol.iterator](): Generator<readonly [string, string]> {
    for (let i = 0; i < this.words.length; i += 2) yield [this.words[i], this.words[i + 1]];
  }

  filter(isWanted: (name: string) => boolean): Entry[] {
    const found: Entry[] = [];
    for (let i = 0; i < this.words.length; i += 2) if (isWanted(this.words[i])) found.push([this.words[i], this.words[i + 1]]);
    return found;
  }

  some(test: (name: string, value: string) => boolean): boolean {
    for (let i = 0; i < this.words.length; i += 2) if (test(this.words[i], this.words[i + 1])) return true;
    return false;
  }

  /** How many are wanted. */
  count(isWanted: (name: string, value: string) => boolean): number {
    let count = 0;
    for (let i = 0; i < this.words.length; i += 2) if (isWanted(this.words[i], this.words[i + 1])) count++;
    return count;
  }

  with(name: string, value: string): Assumptions {
    const at = this.indexOf(name);
    const former = at < 0 ? undefined : this.words[at + 1];
    if (former === value) return this;
    const words = at < 0 ? this.words.concat(name, value) : this.words.slice();
    if (at >= 0) words[at + 1] = value;
    let sum = this.sum + pairHash(name, value);
    let otherSum = this.otherSum + otherPairHash(name, value);
    if (former !== undefined) {
      sum -= pairHash(name, former);
      otherSum -= otherPairHash(name, former);
    }
    return new Assumptions(words, sum | 0, otherSum | 0);
  }

  /** What callers decide by a constant. */
  get plainText(): string {
    if (this.plain === undefined) {
      this.plain = '';
      for (let i = 0; i < this.words.length; i += 2) if (plainParameter(this.words[i]) >= 0) this.plain += `${this.words[i]}${this.words[i + 1]},`;
    }
    return this.plain;
  }

  /** What holds in either case: of a parameter that is this constant here and that one there, that it is one of them. */
  either(other: Assumptions): Assumptions {
    if (this.equals(other)) return this;
    let result = this.common(other);
    for (let i = 0; i < this.words.length; i += 2) {
      const given = plainParameter(this.words[i]) < 0 ? undefined : eitherValue(this.words[i + 1], other.get(this.words[i]));
      if (given !== undefined) result = result.with(this.words[i], given);
    }
    return result;
  }

  /** The same of parameters only: of all else, what is said here. */
  withGivenOf(other: Assumptions): Assumptions {
    let result: Assumptions = this;
    for (let i = 0; i < this.words.length; i += 2) {
      const [name, value] = [this.words[i], this.words[i + 1]];
      if (plainParameter(name) < 0 || other.get(name) === value) continue;
      const given = eitherValue(value, other.get(name));
      result = given === undefined ? result.without((known) => known === name) : result.with(name, given);
    }
    return result;
  }

  /** What both say. */
  common(other: Assumptions): Assumptions {
    return this.equals(other) ? this : this.without((name, value) => other.get(name) !== value);
  }

  equals(other: Assumptions): boolean {
    return this === other || (this.sum === other.sum && this.otherSum === other.otherSum && this.words.length === other.words.length);
  }

  /** Whether all of the other's hold here too. */
  includes(other: Assumptions): boolean {
    if (other === this || other.words.length === 0) return true;
    if (other.words.length > this.words.length) return false;
    for (let i = 0; i < other.words.length; i += 2) if (this.get(other.words[i]) !== other.words[i + 1]) return false;
    return true;
  }

  /** What holds in either case, if nothing is lost by saying so: they differ in the answer to one question, and what is no answer to it here is one there. */
  union(other: Assumptions): Assumptions | undefined {
    if (other.words.length !== this.words.length) return undefined;
    let question: string | undefined;
    let rest: string | undefined;
    for (let i = 0; i < this.words.length; i += 2) {
      const answer = other.get(this.words[i]);
      if (answer === this.words[i + 1]) continue;
      if (question !== undefined || answer === undefined) return undefined;
      rest = remaining(answer, this.words[i + 1]);
      if (rest === undefined) return undefined;
      question = this.words[i];
    }
    if (question === undefined) return this;
    // That something was stored there is known in either case.
    if (!rest && isPutName(question)) return this.with(question, UNKNOWN);
    return rest ? this.with(question, rest) : this.without((name) => name === question);
  }

  without(isUnwanted: (name: string, value: string) => boolean): Assumptions {
    let words: string[] | undefined;
    let { sum, otherSum } = this;
    for (let i = 0; i < this.words.length; i += 2) {
      const [name, value] = [this.words[i], this.words[i + 1]];
      if (!isUnwanted(name, value)) {
        if (words) words.push(name, value);
        continue;
      }
      words ??= this.words.slice(0, i);
      sum -= pairHash(name, value);
      otherSum -= otherPairHash(name, value);
    }
    if (!words) return this;
    return words.length === 0 ? Assumptions.none : new Assumptions(words.slice(), sum | 0, otherSum | 0);
  }

  private indexOfPut(name: string): number {
    if (this.puts === 0) return -1;
    const { words } = this;
    for (let i = 0; i < words.length; i += 2) if (words[i].length === name.length + 1 && words[i].startsWith(putMark) && words[i].endsWith(name)) return i;
    return -1;
  }

  private indexOf(name: string): number {
    const { words } = this;
    for (let i = 0; i < words.length; i += 2) if (words[i] === name) return i;
    return -1;
  }
}

function isPutName(name: string): boolean {
  return name.startsWith(putMark);
}

/** Of what was put somewhere: it may be anything, or what stands behind. */
export const UNKNOWN = '~';

/** Sums of hashes need all bits of each to depend on all of the text. */
function pairHash(name: string, value: string): number {
  return mix(hashOn(hashOn(0x811c9dc5, name) ^ COLON, value));
}

function otherPairHash(name: string, value: string): number {
  return mix(otherHashOn(otherHashOn(0x2545f491, name) + COLON, value));
}

const COLON = 58;

function hashOn(hash: number, text: string): number {
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

function otherHashOn(hash: number, text: string): number {
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash + text.charCodeAt(i), 0x9e3779b1) ^ (hash >>> 15);
  return hash;
}

function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
