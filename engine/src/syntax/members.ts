/** The members of a struct or union, those that macros declare included. */

import type { Member } from './ast.ts';
import { isOpen, readDeclaration, readTypeName, splitArguments, type Reader } from './declarations.ts';
import { MEMBER_MACROS } from './macro-shapes.ts';
import { Kind, tokensText, word, type Tokens } from './tokens.ts';

export function readMembers(r: Reader, from: number, to: number): Member[] {
  const { t } = r;
  const members: Member[] = [];
  for (let i = from; i < to; ) {
    const end = declarationEnd(t, i, to);
    const macro = t.kind[i] === Kind.Word && t.kind[i + 1] === Kind.Open ? MEMBER_MACROS.get(word(t, i)) : undefined;
    if (macro) {
      members.push(...membersOfMacro(r, i, macro));
      i = t.close[i + 1] + 1;
    } else {
      if (end > i) members.push(...membersOfDeclaration(r, i, end));
      i = end + 1;
    }
  }
  return members;
}

function membersOfMacro(r: Reader, i: number, macro: NonNullable<ReturnType<typeof MEMBER_MACROS.get>>): Member[] {
  const { t } = r;
  const args = splitArguments(t, i + 1);
  if ('skip' in macro) {
    const last = args[macro.skip];
    return last ? readMembers(r, last[0], t.close[i + 1]) : [];
  }
  const nameRange = args[macro.name];
  if (!nameRange) return [];
  const name = tokensText(t, nameRange[0], nameRange[1]);
  if (typeof macro.type === 'string') return [{ name, type: { name: macro.type, pointers: 0, array: macro.array, callable: false } }];
  const typeRange = args[macro.type];
  // `__uint(max_entries, 64)`: a number that libbpf encodes in a type.
  if (typeRange && t.kind[typeRange[0]] !== Kind.Word) return [{ name, type: { name: tokensText(t, typeRange[0], typeRange[1]), pointers: 0, array: false, callable: false } }];
  return typeRange ? [{ name, type: { ...readTypeName(t, typeRange[0], typeRange[1]), array: macro.array } }] : [];
}

function membersOfDeclaration(r: Reader, from: number, to: number): Member[] {
  const { specifiers, declarators } = readDeclaration({ t: r.t, attributes: [] }, from, to);
  if (declarators.length) return declarators.map(({ name, type }) => ({ name, type }));
  return specifiers.body ? [{ name: '', type: { name: specifiers.name, pointers: 0, array: false, callable: false, body: specifiers.body } }] : [];
}

/** The semicolon that ends the declaration at i, or `to`. */
function declarationEnd(t: Tokens, i: number, to: number): number {
  for (; i < to; i++) {
    if (t.kind[i] === Kind.Semicolon) return i;
    if (isOpen(t.kind[i])) i = Math.min(t.close[i], to);
  }
  return to;
}
