/** Declarations inside functions: specifiers that are macros, and macros that declare. */

import { startsType } from './declarations.ts';
import { isCapitals, looksLikeAttribute, Role, roleAt } from './macro-shapes.ts';
import { Context, normalizeWord, type Normalizer } from './normalize.ts';
import { normalizeArguments } from './normalize-arguments.ts';
import { Kind, word } from './tokens.ts';

/** Words in front of a declarator: storage classes before macros and attributes nobody told us about are blanked. */
export function normalizeDeclaration(n: Normalizer, i: number): number {
  const { t } = n;
  n.atStart = false;
  let hasType = false;
  let j = i;
  for (; j < n.to && t.kind[j] === Kind.Word; ) {
    const w = word(t, j);
    const role = roleAt(t, j);
    if (role === Role.Primitive) hasType = true;
    if (role === Role.Tag) return wrappedDeclarator(n, j + 2) ? j + 3 : j + 1;
    if (role === 0) {
      const next = t.kind[j + 1];
      if (next === Kind.Open && !hasType && j > i) return declaringMacro(n, i, j);
      const extra = extraWord(n, j, hasType, w);
      if (extra) n.edits.blank(t.start[j], t.end[j]);
      else if (hasType && wrappedDeclarator(n, j)) return j + 1;
      else if (hasType) return normalizeWord(n, j);
      else hasType = true;
      j++;
    } else {
      if (role === Role.Typeof) hasType = true;
      if (role === Role.Storage && w !== 'static' && w !== 'extern' && w !== 'register') n.edits.blank(t.start[j], t.end[j]);
      j = normalizeWord(n, j);
    }
  }
  return j;
}

/** `struct x AUTO_KFREE(*p)`: without the macro, a declarator in parentheses. */
function wrappedDeclarator({ t, to, edits }: Normalizer, j: number): boolean {
  if (j + 2 >= to || t.kind[j] !== Kind.Word || t.kind[j + 1] !== Kind.Open || t.kind[j + 2] !== Kind.Star || !isCapitals(word(t, j))) return false;
  edits.blank(t.start[j], t.end[j]);
  return true;
}

/** Whether an identifier among the specifiers is neither the type nor the declarator. */
function extraWord({ t, to }: Normalizer, j: number, hasType: boolean, w: string): boolean {
  const next = t.kind[j + 1];
  if (next !== Kind.Word) return next === Kind.Star && hasType;
  if (!hasType) return looksLikeAttribute(w) && startsType(t, j + 1, to);
  const role = roleAt(t, j + 1);
  if (role === Role.Attribute || role === Role.AttributeWithArguments || role === Role.Asm) return false;
  // `int x __frob = 0;`: the second one is the attribute.
  return role !== 0 || !looksLikeAttribute(word(t, j + 1)) || looksLikeAttribute(w);
}

/** `static DEFINE_MUTEX(x);`: to the grammar, a call; `DEFINE_X(x) = { … }`: only the macro is kept. */
export function declaringMacro(n: Normalizer, i: number, j: number): number {
  const { t } = n;
  for (let k = i; k < j; k++) n.edits.blank(t.start[k], t.end[k]);
  const close = t.close[j + 1];
  n.contexts.push(Context.Paren);
  normalizeArguments(n, j + 1);
  if (close + 2 < n.to && t.kind[close + 1] === Kind.Assign && t.kind[close + 2] === Kind.OpenBrace) {
    const end = Math.min(t.close[close + 2], n.to - 1);
    n.edits.blank(t.start[close + 1], t.end[end]);
  }
  return j + 2;
}
