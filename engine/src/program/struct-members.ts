/** The members of one struct, read from its file's facts: most structs are never asked for any, and none for all. */

import type { FileFacts, StructFacts } from '../facts/types.ts';

/** More members than this are looked up by a map. */
const FEW = 24;

export class StructMembers {
  private byName: ReadonlyMap<string, string> | undefined = undefined;

  /** `pairs`: names and types, as numbers of `strings`. Of several members of one name the last counts, in the place of the first. */
  constructor(
    private readonly strings: FileFacts['strings'],
    private readonly pairs: StructFacts['members'],
  ) {}

  get isEmpty(): boolean {
    return this.pairs.length === 0;
  }

  /** The type as it is written. */
  get(name: string): string | undefined {
    const { strings, pairs } = this;
    if (pairs.length > 2 * FEW) return (this.byName ??= this.all()).get(name);
    for (let i = pairs.length - 2; i >= 0; i -= 2) if (strings[pairs[i]] === name) return strings[pairs[i + 1]];
    return undefined;
  }

  nameAt(position: number): string | undefined {
    return [...this.all().keys()][position];
  }

  typeAt(position: number): string | undefined {
    return [...this.all().values()][position];
  }

  /** In order of declaration. */
  all(): ReadonlyMap<string, string> {
    if (this.byName) return this.byName;
    const all = new Map<string, string>();
    for (let i = 0; i < this.pairs.length; i += 2) all.set(this.strings[this.pairs[i]], this.strings[this.pairs[i + 1]]);
    return all;
  }

  /** In the same order, for initialisers name members by position too. */
  equals(other: StructMembers): boolean {
    return this.pairs.length === other.pairs.length && this.pairs.every((number, i) => this.strings[number] === other.strings[other.pairs[i]]);
  }
}

export const noMembers = new StructMembers([], []);
