/**
 * Ordinary C straight from the tokens: what the grammar would make of a body, an initialiser or a macro's text, without building a tree.
 * Whatever might not be ordinary (macros that hide syntax, what only a C compiler could tell apart, broken code) is given up as a whole
 * and left to the grammar, so that both ways lead to the same AST: `engine/test/direct-reading.test.ts` holds them together.
 */

import type { BranchGroup } from './items.ts';
import { Kind, type Tokens } from './tokens.ts';

export interface DirectReader {
  readonly t: Tokens;
  /** The token that is read next. */
  i: number;
  /** Where the slice ends: no token from here on is looked at. */
  readonly to: number;
  readonly groups: readonly BranchGroup[];
  /** End of a semicolon that stands behind the slice (a macro's text has none of its own), or -1. */
  readonly appended: number;
}

/** Thrown to leave the slice to the grammar. No `Error`: nobody sees it, and a stack trace costs more than the parse. */
const NOT_ORDINARY = Symbol('not ordinary C');

export function giveUp(): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw NOT_ORDINARY;
}

/** Undefined where the grammar has to read the slice. */
export function ordinary<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error === NOT_ORDINARY) return undefined;
    throw error;
  }
}

/** The kind of the token `ahead` of the next one; `Kind.End` beyond the slice. */
export function peek(d: DirectReader, ahead = 0): number {
  return d.i + ahead < d.to ? d.t.kind[d.i + ahead] : Kind.End;
}

/** Steps over a token that has to be there. */
export function expect(d: DirectReader, kind: Kind): void {
  if (peek(d) !== kind) giveUp();
  d.i++;
}

/** The token that closes the bracket at `open`; gives up when it has none. */
export function closeOf({ t, to }: DirectReader, open: number, kind: Kind): number {
  const close = t.close[open];
  if (close >= to || t.kind[close] !== kind) giveUp();
  return close;
}

/** Offset behind the token that was read last. */
export function lastEnd({ t, i }: DirectReader): number {
  return t.end[i - 1];
}
