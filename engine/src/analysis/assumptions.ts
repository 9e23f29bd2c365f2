/** What branches taken on one path say of expressions: an immutable map that knows a hash of its content. */

/** Values: `T` true, `F` zero, `N` negative, `=X`, `!X`; keys as in `FunctionView.key`, and `C7` for the result of a call. */
export class Assumptions {
  static readonly none = new Assumptions([], [], 0, 0);

  /**
   * Names and values stand side by side, oldest first. The two sums, 64 bits of hash together, tell sets apart whatever their order: the
   * few at one place in a function are compared by them alone.
   */
  private constructor(
    private readonly names: readonly string[],
    private readonly values: readonly string[],
    private readonly sum: number,
    private readonly otherSum: number,
  ) {}

  get size(): number {
    return this.names.length;
  }

  /** Equal for equal content. */
  get identity(): string {
    return `${this.names.length}:${this.sum}:${this.otherSum}`;
  }

  get(name: string): string | undefined {
    const at = this.names.indexOf(name);
    return at < 0 ? undefined : this.values[at];
  }

  has(name: string): boolean {
    return this.names.includes(name);
  }

  keys(): readonly string[] {
    return this.names;
  }

  *[Symbol.iterator](): Generator<readonly [string, string]> {
    for (let i = 0; i < this.names.length; i++) yield [this.names[i], this.values[i]];
  }

  with(name: string, value: string): Assumptions {
    const at = this.names.indexOf(name);
    if (at >= 0 && this.values[at] === value) return this;
    const values = [...this.values];
    const names = at >= 0 ? this.names : [...this.names, name];
    values[at >= 0 ? at : values.length] = value;
    const before = at >= 0 ? pairHashes(name, this.values[at]) : [0, 0];
    const after = pairHashes(name, value);
    return new Assumptions(names, values, (this.sum - before[0] + after[0]) | 0, (this.otherSum - before[1] + after[1]) | 0);
  }

  /** What both say. */
  common(other: Assumptions): Assumptions {
    return this === other || this.identity === other.identity ? this : this.without((name) => other.get(name) !== this.get(name));
  }

  /** Whether all of the other's hold here too. */
  includes(other: Assumptions): boolean {
    if (other === this || other.size === 0) return true;
    if (other.size > this.size) return false;
    return other.names.every((name, i) => this.get(name) === other.values[i]);
  }

  /** What holds in either case, if nothing is lost by saying so: they differ in the answer to one question, which is true here and false there. */
  union(other: Assumptions): Assumptions | undefined {
    if (other.size !== this.size) return undefined;
    let question: string | undefined;
    for (let i = 0; i < this.names.length; i++) {
      const answer = other.get(this.names[i]);
      if (answer === this.values[i]) continue;
      if (question !== undefined || answer === undefined || !excludesNothing(answer, this.values[i])) return undefined;
      question = this.names[i];
    }
    return this.without((name) => name === question);
  }

  without(isUnwanted: (name: string) => boolean): Assumptions {
    if (!this.names.some(isUnwanted)) return this;
    let kept = Assumptions.none;
    for (const [name, value] of this) if (!isUnwanted(name)) kept = kept.with(name, value);
    return kept;
  }
}

/** Whether a value is always one or the other. */
function excludesNothing(a: string, b: string): boolean {
  if (a === 'T') return b === 'F';
  if (a === 'F') return b === 'T';
  return a.slice(1) === b.slice(1) && ((a[0] === '=' && b[0] === '!') || (a[0] === '!' && b[0] === '='));
}

function pairHashes(name: string, value: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0x2545f491;
  for (const part of [name, ':', value])
    for (let i = 0; i < part.length; i++) {
      const c = part.charCodeAt(i);
      a = Math.imul(a ^ c, 0x01000193);
      b = Math.imul(b + c, 0x9e3779b1) ^ (b >>> 15);
    }
  return [mix(a), mix(b)];
}

/** Sums of hashes need all bits of each to depend on all of the text. */
function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
