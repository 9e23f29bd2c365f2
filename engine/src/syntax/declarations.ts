/** Declarations read from tokens alone: specifiers, declarators, parameters, struct members. Attributes may stand anywhere. */

import type { Member, Parameter, StructBody, TypeName } from './ast.ts';
import { isCapitals, looksLikeAttribute, MEMBER_MACROS, Role, roleAt } from './macro-shapes.ts';
import { Kind, tokensText, word, type Tokens } from './tokens.ts';

/** Tokens [from, to), its brackets matched; attributes found on the way are collected. */
export interface Reader {
  readonly t: Tokens;
  readonly attributes: string[];
}

export interface Specifiers {
  readonly name: string;
  readonly body?: StructBody;
  readonly storage: '' | 'static' | 'extern' | 'typedef';
  readonly inline: boolean;
  /** The token behind. */
  readonly next: number;
}

export interface DeclaratorTokens {
  readonly name: string;
  /** Token of the name, or where it would stand. */
  readonly nameToken: number;
  readonly type: TypeName;
  /** Opening parenthesis of the parameters of a plain function (not of a pointer to one), or -1. */
  readonly parameters: number;
  readonly cleanup: string;
  /** First token of the initialiser, or -1. */
  readonly initializer: number;
  readonly from: number;
  readonly next: number;
}

export interface DeclarationTokens {
  readonly specifiers: Specifiers;
  readonly declarators: readonly DeclaratorTokens[];
}

export function readDeclaration(r: Reader, from: number, to: number): DeclarationTokens {
  const specifiers = readSpecifiers(r, from, to);
  const declarators: DeclaratorTokens[] = [];
  let i = specifiers.next;
  while (i < to && r.t.kind[i] !== Kind.Semicolon) {
    const d = readDeclarator(r, i, to, specifiers);
    if (d.name !== '' || declarators.length) declarators.push(d);
    i = r.t.kind[d.next] === Kind.Comma && d.next < to ? d.next + 1 : to;
  }
  return { specifiers, declarators };
}

/** A type without a name: in a cast, as an argument. */
export function readTypeName(t: Tokens, from: number, to: number): TypeName {
  const r: Reader = { t, attributes: [] };
  const specifiers = readSpecifiers(r, from, to);
  return readDeclarator(r, specifiers.next, to, specifiers).type;
}

export function readParameters(t: Tokens, open: number): { parameters: Parameter[]; variadic: boolean } {
  const parameters: Parameter[] = [];
  let variadic = false;
  for (const [from, to] of splitArguments(t, open)) {
    if (t.kind[from] === Kind.Ellipsis) variadic = true;
    else if (!(to === from + 1 && word(t, from) === 'void')) parameters.push(readParameter(t, from, to));
  }
  return { parameters, variadic };
}

export function readParameter(t: Tokens, from: number, to: number): Parameter {
  const r: Reader = { t, attributes: [] };
  const specifiers = readSpecifiers(r, from, to);
  const { name, type } = readDeclarator(r, specifiers.next, to, specifiers);
  return { name, type };
}

/** Token ranges between the commas of a bracket; none for `()`. */
export function splitArguments(t: Tokens, open: number): (readonly [number, number])[] {
  const close = t.close[open];
  const ranges: (readonly [number, number])[] = [];
  let from = open + 1;
  for (let i = from; i < close; i++) {
    if (isOpen(t.kind[i])) i = Math.min(t.close[i], close);
    else if (t.kind[i] === Kind.Comma) {
      ranges.push([from, i]);
      from = i + 1;
    }
  }
  if (from < close || ranges.length) ranges.push([from, close]);
  return ranges;
}

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

function isOpen(kind: number): boolean {
  return kind === Kind.Open || kind === Kind.OpenBrace || kind === Kind.OpenSquare;
}

interface SpecifierState {
  name: string;
  body?: StructBody;
  storage: Specifiers['storage'];
  inline: boolean;
  /** The name is a single identifier: an attribute after all if a C type follows. */
  plain: boolean;
}

export function readSpecifiers(r: Reader, from: number, to: number): Specifiers {
  const { t } = r;
  const state: SpecifierState = { name: '', storage: '', inline: false, plain: false };
  let i = from;
  while (i < to && t.kind[i] === Kind.Word) {
    const w = word(t, i);
    const next = readSpecifier(r, state, i, to, w, roleAt(t, i, w));
    if (next === i) break;
    i = next;
  }
  return { name: state.name, storage: state.storage, inline: state.inline, next: i, ...(state.body && { body: state.body }) };
}

/** Returns i itself where the declarator begins. */
function readSpecifier(r: Reader, state: SpecifierState, i: number, to: number, w: string, role: Role | 0): number {
  const { t } = r;
  switch (role) {
    case Role.Attribute: case Role.AttributeWithArguments:
      if (w === '__always_inline') state.inline = true;
      return attribute(r, i);
    case Role.Storage:
      if (w === 'static' || (w === 'extern' && state.storage === '')) state.storage = w;
      if (w === 'inline') state.inline = true;
      return t.kind[i + 1] === Kind.String ? i + 2 : i + 1;
    case Role.Typedef:
      state.storage = 'typedef';
      return i + 1;
    case Role.Qualifier:
      return i + 1;
    case Role.Primitive:
      if (state.plain) r.attributes.push(state.name);
      state.name = state.name === '' || state.plain ? w : `${state.name} ${w}`;
      state.plain = false;
      return i + 1;
    case Role.Tag:
      return tagged(r, state, i, to, w);
    case Role.Typeof: {
      const end = t.kind[i + 1] === Kind.Open ? Math.min(t.close[i + 1] + 1, to) : i + 1;
      state.name = tokensText(t, i, end);
      return end;
    }
    default:
      return plainWord(r, state, i, to, w);
  }
}

function attribute(r: Reader, i: number): number {
  const { t } = r;
  const end = t.kind[i + 1] === Kind.Open && roleAt(t, i) === Role.AttributeWithArguments ? t.close[i + 1] + 1 : i + 1;
  r.attributes.push(tokensText(t, i, Math.min(end, t.count)));
  return end;
}

function tagged(r: Reader, state: SpecifierState, i: number, to: number, tag: string): number {
  const { t } = r;
  let name = '';
  for (i++; i < to && t.kind[i] === Kind.Word; ) {
    const w = word(t, i);
    const role = roleAt(t, i, w);
    if (role === Role.Attribute || role === Role.AttributeWithArguments) i = attribute(r, i);
    else if (name === '') {
      name = w;
      i++;
    } else break;
  }
  state.name = name === '' ? '' : `${tag} ${name}`;
  if (t.kind[i] !== Kind.OpenBrace || i >= to) return i;
  const close = Math.min(t.close[i], to);
  state.body = tag === 'enum' ? undefined : { union: tag === 'union', members: readMembers(r, i + 1, close) };
  if (tag === 'enum' && name === '') state.name = 'enum';
  return close + 1;
}

/** An identifier: the type, an attribute nobody told us about, or the declarator. */
function plainWord(r: Reader, state: SpecifierState, i: number, to: number, w: string): number {
  const { t } = r;
  const next = i + 1 < to ? t.kind[i + 1] : Kind.End;
  const hasType = state.name !== '' || state.body !== undefined;
  if (next === Kind.Open) return callLike(r, state, i, to, w, hasType);
  const goesOn = next === Kind.Star || (next === Kind.Word && !isTrailing(t, i + 1));
  if (hasType) {
    if (!goesOn) return i;
    r.attributes.push(w);
    return i + 1;
  }
  if (goesOn && next === Kind.Word && looksLikeAttribute(w) && startsType(t, i + 1, to)) r.attributes.push(w);
  else {
    state.name = w;
    state.plain = true;
  }
  return i + 1;
}

/** `WORD(…)` before the declarator: an attribute or a type if a declarator still follows it, else itself the declarator. */
function callLike(r: Reader, state: SpecifierState, i: number, to: number, w: string, hasType: boolean): number {
  const { t } = r;
  const after = t.close[i + 1] + 1;
  const followed = after < to && (t.kind[after] === Kind.Star || (t.kind[after] === Kind.Word && !isTrailing(t, after)));
  if (!followed) return i;
  if (hasType ? looksLikeAttribute(w) : looksLikeAttribute(w) && startsType(t, after, to)) r.attributes.push(tokensText(t, i, after));
  else if (!hasType) state.name = tokensText(t, i, after);
  else return i;
  return after;
}

function isTrailing(t: Tokens, i: number): boolean {
  const role = roleAt(t, i);
  return role === Role.Attribute || role === Role.AttributeWithArguments || role === Role.Asm;
}

/** Whether a type still comes at i, and not only the declarator. */
function startsType(t: Tokens, i: number, to: number): boolean {
  if (i >= to || t.kind[i] !== Kind.Word) return false;
  const role = roleAt(t, i);
  if (role !== 0) return role !== Role.Asm;
  return i + 1 < to && (t.kind[i + 1] === Kind.Word || t.kind[i + 1] === Kind.Star);
}

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
      const role = roleAt(t, i, w);
      if (role === Role.Attribute || role === Role.AttributeWithArguments) i = attribute(r, i) - 1;
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
  const hasArguments = i + 1 < to && t.kind[i + 1] === Kind.Open && roleAt(t, i, w) !== Role.Attribute;
  const end = hasArguments ? Math.min(t.close[i + 1] + 1, to) : i + 1;
  if (w === '__free') d.cleanup = tokensText(t, i + 2, end - 1);
  r.attributes.push(tokensText(t, i, end));
  return end;
}
