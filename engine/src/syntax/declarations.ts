/** Declarations read from tokens alone: specifiers, declarators, parameters, struct members. Attributes may stand anywhere. */

import type { Parameter, StructBody, TypeName } from './ast.ts';
import { looksLikeAttribute, Role, roleAt } from './macro-shapes.ts';
import { readDeclarator } from './declarators.ts';
import { readMembers } from './members.ts';
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

/** `irqreturn_t (*handler)(int, void *)`: a variable, although `name(*pointer)(…)` could be a call of what a call returns, which nobody writes. */
export function declaresFunctionPointer({ kind }: Tokens, i: number): boolean {
  if (kind[i] !== Kind.Word) return false;
  let open = i + 1;
  while (kind[open] === Kind.Star) open++;
  return kind[open] === Kind.Open && kind[open + 1] === Kind.Star && kind[open + 2] === Kind.Word && kind[open + 3] === Kind.Close && kind[open + 4] === Kind.Open;
}

export function isOpen(kind: number): boolean {
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
    const next = readSpecifier(r, state, i, to, w, roleAt(t, i));
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
      if (w === '__always_inline' || w === 'nokprobe_inline') state.inline = true;
      return readAttribute(r, i);
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

export function readAttribute(r: Reader, i: number): number {
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
    const role = roleAt(t, i);
    if (role === Role.Attribute || role === Role.AttributeWithArguments) i = readAttribute(r, i);
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
  if (next === Kind.Open && (hasType || !declaresFunctionPointer(t, i))) return callLike(r, state, i, to, w, hasType);
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

export function isTrailing(t: Tokens, i: number): boolean {
  const role = roleAt(t, i);
  return role === Role.Attribute || role === Role.AttributeWithArguments || role === Role.Asm;
}

/** Whether a type still comes at i, and not only the declarator. */
export function startsType(t: Tokens, i: number, to: number): boolean {
  for (; i < to && t.kind[i] === Kind.Word; i++) {
    const role = roleAt(t, i);
    if (role === Role.Primitive || role === Role.Tag || role === Role.Typeof) return true;
    if (role === 0) return i + 1 < to && (t.kind[i + 1] === Kind.Word || t.kind[i + 1] === Kind.Star) && !isTrailing(t, i + 1);
    if (role === Role.AttributeWithArguments) i = t.close[i + 1];
    else if (role !== Role.Qualifier && role !== Role.Storage && role !== Role.Attribute) return false;
  }
  return false;
}
