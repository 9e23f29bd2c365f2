/** Arguments of calls and of macros that govern a statement: expressions and types. */

import type { Expression } from './ast.ts';
import { readAssignment } from './direct-expressions.ts';
import { giveUp, peek, type DirectReader } from './direct-reader.ts';
import { onlyStars } from './direct-types.ts';
import { readTypeName } from './declarations.ts';
import { isCapitals, Role, roleAt } from './macro-shapes.ts';
import { Kind, word } from './tokens.ts';

/** On the opening parenthesis; leaves the reader behind `close`. */
export function readArguments(d: DirectReader, close: number): Expression[] {
  const args: Expression[] = [];
  d.i++;
  while (d.i < close) {
    args.push(readArgument(d, close));
    if (d.i === close) break;
    if (peek(d) !== Kind.Comma || d.i + 1 === close) giveUp();
    d.i++;
  }
  d.i = close + 1;
  return args;
}

function readArgument(d: DirectReader, close: number): Expression {
  const kind = peek(d);
  if (kind === Kind.Word) {
    const to = argumentEnd(d, close);
    if (isTypeArgument(d, d.i, to)) return typeArgument(d, to);
    const { t } = d;
    if (to > d.i + 1 && t.kind[to - 1] === Kind.Star) giveUp();
    if (t.kind[d.i + 1] === Kind.Star && isDeclaration(d, d.i, to)) giveUp();
  } else if (kind === Kind.OpenBrace || kind === Kind.OpenSquare) giveUp();
  return readAssignment(d);
}

function argumentEnd(d: DirectReader, close: number): number {
  const { t } = d;
  let i = d.i;
  for (; i < close && t.kind[i] !== Kind.Comma; i++) {
    const kind = t.kind[i];
    if (kind === Kind.Open || kind === Kind.OpenBrace || kind === Kind.OpenSquare) i = Math.min(t.close[i], close);
  }
  return i;
}

/** `u16 x = read()` handed to a macro. */
function isDeclaration({ t }: DirectReader, from: number, to: number): boolean {
  let i = from;
  while (i < to && (t.kind[i] === Kind.Word || t.kind[i] === Kind.Star)) i++;
  return i >= from + 2 && i < to && t.kind[i] === Kind.Assign;
}

function isTypeArgument(d: DirectReader, from: number, to: number): boolean {
  const { t } = d;
  const role = roleAt(t, from);
  if (role === Role.Primitive || role === Role.Qualifier || role === Role.Tag) return !isDeclaration(d, from, to) || giveUp();
  if (role === Role.Storage || role === Role.Jump) giveUp();
  if (role === Role.Typeof) return (to > from + 1 && t.close[from + 1] < to - 1 && onlyStars(t, t.close[from + 1] + 1, to)) || giveUp();
  if (role !== 0 || to <= from + 1) return false;
  if (onlyStars(t, from + 1, to)) return true;
  if (t.kind[from + 1] !== Kind.Word) return false;
  return (to === from + 2 && roleAt(t, from + 1) === 0 && !isCapitals(word(t, from))) || giveUp();
}

/** Where the type is written over several lines, only its first one is the argument's range. */
function typeArgument(d: DirectReader, to: number): Expression {
  const { t } = d;
  const [start, end] = [t.start[d.i], t.end[to - 1]];
  if (t.text.slice(start, end).includes('\n')) giveUp();
  const type = readTypeName(t, d.i, to);
  d.i = to;
  return { kind: 'type', type, start, end };
}
