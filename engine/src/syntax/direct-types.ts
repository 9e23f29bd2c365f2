/** Types in parentheses and among arguments: whether there is one, without knowing any typedef. */

import { looksLikeType, Role, roleAt } from './macro-shapes.ts';
import { giveUp, type DirectReader } from './direct-reader.ts';
import { Kind, word, type Tokens } from './tokens.ts';

/** Whether the parentheses hold a type whatever stands behind them: a keyword of types in front, or stars at the end. */
export function holdsType({ t }: DirectReader, open: number, close: number): boolean {
  const from = open + 1;
  if (t.kind[from] !== Kind.Word) return false;
  const role = roleAt(t, from);
  if (role === Role.Primitive || role === Role.Tag || role === Role.Qualifier) return true;
  if (role === Role.Typeof) return holdsTypeof(t, from, close);
  if (role !== 0) {
    if (role !== Role.Sizeof && role !== Role.Offsetof) giveUp();
    return false;
  }
  return close > from + 1 && onlyStars(t, from + 1, close);
}

/** `(typeof(x) *)`: without stars it reads like a name, which the grammar takes for many things. */
function holdsTypeof(t: Tokens, from: number, close: number): boolean {
  if (t.kind[from + 1] !== Kind.Open || t.text.slice(t.start[from], t.end[close - 1]).includes('\n')) giveUp();
  const behind = t.close[from + 1] + 1;
  const next = close + 1 < t.count ? t.kind[close + 1] : Kind.End;
  if (behind < close ? !onlyStars(t, behind, close) : next !== Kind.Word && next !== Kind.Number && next !== Kind.String) giveUp();
  return true;
}

/** One or more stars, with qualifiers between them. */
export function onlyStars(t: Tokens, from: number, to: number): boolean {
  let stars = 0;
  for (let i = from; i < to; i++) {
    if (t.kind[i] === Kind.Star) stars++;
    else if (t.kind[i] !== Kind.Word || (roleAt(t, i) !== Role.Qualifier && roleAt(t, i) !== Role.Attribute)) return false;
  }
  return stars > 0;
}

/** `(u32)`: one word that by its spelling is a type. */
export function isTypeWord({ t }: DirectReader, open: number, close: number): boolean {
  return close === open + 2 && t.kind[open + 1] === Kind.Word && looksLikeType(word(t, open + 1));
}
