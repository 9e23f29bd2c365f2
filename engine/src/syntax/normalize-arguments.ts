/** Arguments of calls and macros that are no expressions: types, operators, statements, nothing. */

import { onlyStars } from './direct-types.ts';
import { markType, type Normalizer } from './normalize.ts';
import { Role, roleAt } from './macro-shapes.ts';
import { Kind, word } from './tokens.ts';

/** `open` is the parenthesis behind a callee. Inner calls are dealt with when the scan reaches them. */
export function normalizeArguments(n: Normalizer, open: number): void {
  const { t } = n;
  const close = Math.min(t.close[open], n.to);
  let from = open + 1;
  for (let i = from; i < close; i++) {
    const kind = t.kind[i];
    if (kind === Kind.Comma) {
      argument(n, from, i, open, close);
      from = i + 1;
    } else if (kind === Kind.Open || kind === Kind.OpenBrace || kind === Kind.OpenSquare) i = Math.min(t.close[i], close);
  }
  if (from < close || from > open + 1) argument(n, from, close, open, close);
}

function argument(n: Normalizer, from: number, to: number, open: number, close: number): void {
  const { t } = n;
  if (from >= to) return emptyArgument(n, from, open, close);
  const kind = t.kind[from];
  if (kind === Kind.Word) {
    const w = word(t, from);
    const role = roleAt(t, from);
    if (role === Role.Jump) return jump(n, from, to, w);
    if (declarationArgument(n, from, to)) return;
    if (isTypeArgument(n, from, to, role)) markType(n, from, to);
    else if (role === 0 && to - from > 1) wordsArgument(n, from, to);
  } else if (kind === Kind.OpenSquare) {
    // `MEMBER_VPTR(array, [i])`: an accessor handed over; its index is what is evaluated.
    const end = t.close[from];
    n.edits.blank(t.start[from], t.end[from]);
    if (end < to) n.edits.blank(t.start[end], t.end[end]);
  } else if (isOperatorOnly(n, from, to)) {
    n.edits.replace(t.start[from], '_'.repeat(t.end[to - 1] - t.start[from]));
  } else if (kind === Kind.Assign || kind === Kind.Operator) {
    // `= value`, `== value`: an operator handed over with its right side.
    if (kind === Kind.Assign || !/^(\+\+|--)$/.test(t.text.slice(t.start[from], t.end[from]))) n.edits.blank(t.start[from], t.end[from]);
  }
}

/** `f(a, , b)`: the comma goes, or a zero comes if there is room. */
function emptyArgument(n: Normalizer, at: number, open: number, close: number): void {
  const { t } = n;
  const start = t.end[at - 1];
  const end = t.start[at] ?? start;
  if (end > start && t.text.charCodeAt(start) === 32) n.edits.replace(start, '0');
  else if (at - 1 > open) n.edits.blank(t.start[at - 1], t.end[at - 1]);
  else if (at < close) n.edits.blank(t.start[at], t.end[at]);
}

/** `poll(u16 x = read(), …)`: the assignment stays. */
function declarationArgument({ t, edits }: Normalizer, from: number, to: number): boolean {
  let i = from;
  while (i < to && (t.kind[i] === Kind.Word || t.kind[i] === Kind.Star)) i++;
  if (i < from + 2 || i >= to || t.kind[i] !== Kind.Assign) return false;
  edits.blank(t.start[from], t.start[i - 1]);
  return true;
}

function isTypeArgument({ t }: Normalizer, from: number, to: number, role: Role | 0): boolean {
  if (role === Role.Primitive || role === Role.Qualifier || role === Role.Storage) return true;
  if (role === Role.Tag) return true;
  if (role === Role.Typeof) return to > from + 1 && t.close[from + 1] < to - 1 && onlyStars(t, t.close[from + 1] + 1, to);
  return role === 0 && to > from + 1 && onlyStars(t, from + 1, to);
}

/** `MACRO(type name)`: two names side by side are a declaration. */
function wordsArgument(n: Normalizer, from: number, to: number): void {
  const { t } = n;
  if (to - from === 2 && t.kind[from + 1] === Kind.Word && roleAt(t, from + 1) === 0) {
    if (/^[A-Z_0-9]+$/.test(word(t, from))) return;
    markType(n, from, to);
  } else if (to - from >= 3 && t.kind[from + 1] === Kind.Star && t.kind[to - 1] === Kind.Star) markType(n, from, to);
}

function isOperatorOnly({ t }: Normalizer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const kind = t.kind[i];
    if (kind <= Kind.Directive || kind === Kind.Open || kind === Kind.Close || kind === Kind.OpenBrace || kind === Kind.CloseBrace || kind === Kind.OpenSquare || kind === Kind.CloseSquare) return false;
  }
  return true;
}

/** `scoped_cond_guard(x, return -EINTR, y)`: the value stays, the keyword is marked. */
function jump(n: Normalizer, from: number, to: number, w: string): void {
  const { t } = n;
  const statement = w as 'return' | 'goto' | 'break' | 'continue';
  if (to === from + 1) {
    n.edits.replace(t.start[from], '_'.repeat(w.length));
    n.marks.set(t.start[from], { kind: 'jump', statement });
    return;
  }
  n.edits.blank(t.start[from], t.end[from]);
  n.marks.set(t.start[from + 1], { kind: 'jump', statement });
}
