/** Which bracket closes which, for one item at a time. */

import { Kind, type Tokens } from './tokens.ts';

/** Pairs brackets in [from, to); a bracket without its partner gets `to`, so that readers stop at the item's end. */
export function matchBrackets(t: Tokens, from: number, to: number): void {
  const stack: number[] = [];
  let braces = 0;
  for (let i = from; i < to; i++) {
    const kind = t.kind[i];
    if (kind === Kind.Open || kind === Kind.OpenSquare || kind === Kind.OpenBrace) {
      t.close[i] = to;
      stack.push(i);
      if (kind === Kind.OpenBrace) braces++;
    } else if (kind === Kind.CloseBrace) {
      // Without an open brace there is nothing to look for in a stack that garbage can make long.
      if (braces > 0) braces -= closeBracket(t, stack, i, kind);
    } else if (kind === Kind.Close || kind === Kind.CloseSquare) closeBracket(t, stack, i, kind);
  }
}

/** Returns how many brackets of the kind were closed: a brace closes what is open inside it, the others only themselves. */
function closeBracket(t: Tokens, stack: number[], i: number, kind: number): number {
  const opener = kind === Kind.Close ? Kind.Open : kind - 2;
  for (let s = stack.length - 1; s >= 0; s--) {
    if (t.kind[stack[s]] === opener) {
      t.close[stack[s]] = i;
      stack.length = s;
      return 1;
    }
    if (kind !== Kind.CloseBrace) return 0;
  }
  return 0;
}
