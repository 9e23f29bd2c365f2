/** Declarators read from tokens: stars, the name, parameters, dimensions, the attributes between them. */

import type { TypeName } from './ast.ts';
import { isOpen, isTrailing, readAttribute, type DeclaratorTokens, type Reader, type Specifiers } from './declarations.ts';
import { isCapitals, looksLikeAttribute, Role, roleAt } from './macro-shapes.ts';
import { Kind, tokensText, word, type Tokens } from './tokens.ts';

interface DeclaratorState {
  name: string;
  nameToken: number;
  pointers: number;
  array: boolean;
  callable: boolean;
  parameters: number;
  cleanup: string;
}

export function readDeclarator(r: Reader, from: number, to: number, specifiers: Specifiers): DeclaratorTokens {
  const { t } = r;
  const d: DeclaratorState = { name: '', nameToken: from, pointers: 0, array: false, callable: false, parameters: -1, cleanup: '' };
  let i = core(r, d, from, to);
  let initializer = -1;
  for (; i < to && t.kind[i] !== Kind.Comma && t.kind[i] !== Kind.Semicolon; i++) {
    if (t.kind[i] === Kind.Assign && initializer < 0) initializer = i + 1;
    if (isOpen(t.kind[i])) i = Math.min(t.close[i], to - 1);
  }
  // A function's own return type keeps its stars in the name, so that `pointers` tells pointers to functions from functions.
  const returned = d.parameters >= 0 || d.callable ? '*'.repeat(returnPointers(t, from, d.nameToken)) : '';
  const pointers = d.pointers - returned.length;
  const type: TypeName = { name: specifiers.name + returned, pointers, array: d.array, callable: d.callable, ...(specifiers.body && { body: specifiers.body }) };
  return { name: d.name, nameToken: d.nameToken, type, parameters: d.parameters, cleanup: d.cleanup, initializer, from, next: i };
}

/** Stars in front of the declarator's first parenthesis or name. */
function returnPointers(t: Tokens, from: number, name: number): number {
  let stars = 0;
  for (let i = from; i < name && t.kind[i] !== Kind.Open; i++) if (t.kind[i] === Kind.Star) stars++;
  return stars;
}

/** Stars, name or parenthesised declarator, then its suffixes. Returns the token behind. */
function core(r: Reader, d: DeclaratorState, i: number, to: number): number {
  const { t } = r;
  for (; i < to; i++) {
    const kind = t.kind[i];
    if (kind === Kind.Star || kind === 94) d.pointers++;
    else if (kind !== Kind.Word) break;
    else {
      const w = word(t, i);
      const role = roleAt(t, i);
      if (role === Role.Attribute || role === Role.AttributeWithArguments) i = readAttribute(r, i) - 1;
      else if (role === Role.Qualifier) continue;
      else if (i + 1 < to && t.kind[i + 1] === Kind.Word && !isTrailing(t, i + 1) && looksLikeAttribute(w)) r.attributes.push(w);
      else if (i + 2 < to && t.kind[i + 1] === Kind.Open && t.kind[i + 2] === Kind.Star && isCapitals(w)) {
        // `struct x AUTO_KFREE(*p)`: a declarator wrapped in its clean-up.
        d.cleanup = w;
        r.attributes.push(w);
      } else {
        d.name = w;
        d.nameToken = i;
        return suffixes(r, d, i + 1, to, false);
      }
    }
  }
  if (i < to && t.kind[i] === Kind.Open && isNested(t, i, to)) {
    const before = d.pointers;
    core(r, d, i + 1, Math.min(t.close[i], to));
    return suffixes(r, d, Math.min(t.close[i], to) + 1, to, d.pointers > before);
  }
  d.nameToken = Math.min(i, Math.max(to - 1, 0));
  return suffixes(r, d, i, to, false);
}

/** `(*x)`, `(x)`, `(__attribute *x)`: a declarator in parentheses, not parameters. */
function isNested(t: Tokens, open: number, to: number): boolean {
  const i = open + 1;
  if (i >= to) return false;
  if (t.kind[i] === Kind.Star || t.kind[i] === 94 || t.kind[i] === Kind.Open) return true;
  if (t.kind[i] !== Kind.Word) return false;
  const role = roleAt(t, i);
  if (role === Role.Attribute || role === Role.AttributeWithArguments) return true;
  return role === 0 && (t.close[open] === i + 1 || t.kind[i + 1] === Kind.OpenSquare) && t.kind[t.close[open] + 1] === Kind.Open;
}

function suffixes(r: Reader, d: DeclaratorState, i: number, to: number, pointerToFunction: boolean): number {
  const { t } = r;
  while (i < to) {
    const kind = t.kind[i];
    if (kind === Kind.OpenSquare) {
      d.array = true;
      i = t.close[i] + 1;
    } else if (kind === Kind.Open) {
      if (!d.callable && !pointerToFunction) d.parameters = i;
      d.callable = true;
      i = t.close[i] + 1;
    } else if (kind === Kind.Word) i = trailingWord(r, d, i, to);
    else break;
  }
  return i;
}

function trailingWord(r: Reader, d: DeclaratorState, i: number, to: number): number {
  const { t } = r;
  const w = word(t, i);
  const hasArguments = i + 1 < to && t.kind[i + 1] === Kind.Open && roleAt(t, i) !== Role.Attribute;
  const end = hasArguments ? Math.min(t.close[i + 1] + 1, to) : i + 1;
  if (w === '__free') d.cleanup = tokensText(t, i + 2, end - 1);
  r.attributes.push(tokensText(t, i, end));
  return end;
}
