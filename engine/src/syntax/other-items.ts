/** Top-level items without a body: declarations, struct definitions, macro calls. */

import type { Declaration, Declarator, Definition, Expression, MacroCall, StructDefinition } from './ast.ts';
import { readDeclaration, readTypeName, splitArguments, type DeclarationTokens, type DeclaratorTokens, type Reader } from './declarations.ts';
import type { Item } from './items.ts';
import { looksLikeType, Role, roleAt, roleOf, SAYS_KIND, STRUCT_DEFINERS } from './macro-shapes.ts';
import { LIMIT, parseValue } from './parse-slice.ts';
import type { Parser } from './parser.ts';
import { Kind, tokensText, word, type Tokens } from './tokens.ts';

export interface ItemContext {
  readonly parser: Parser;
  readonly tokens: Tokens;
  readonly problem: (start: number, message: string) => void;
}

export function parseOther(context: ItemContext, item: Item, definitions: Definition[]): void {
  const { tokens: t } = context;
  const to = t.kind[item.to - 1] === Kind.Semicolon ? item.to - 1 : item.to;
  if (item.from >= to || t.kind[item.from] !== Kind.Word) return;
  const first = word(t, item.from);
  if (roleOf(first) === Role.Asm || first === 'static_assert' || first === '_Static_assert') return;
  const macro = macroAt(t, item.from, to);
  if (macro >= 0) return macroItem(context, item.from, to, macro, definitions);
  const r: Reader = { t, attributes: [] };
  const read = readDeclaration(r, item.from, to);
  const range = { start: t.start[item.from], end: t.end[item.to - 1] };
  const defined = structDefinition(read, range);
  if (defined) definitions.push(defined);
  const declarators = read.declarators
    .filter((d) => !(defined && read.specifiers.storage === 'typedef' && d.name === defined.name))
    .map((d) => declarator(context, d, read, defined));
  if (declarators.length) definitions.push({ kind: 'declaration', declarators, attributes: r.attributes, ...range });
}

function structDefinition({ specifiers, declarators }: DeclarationTokens, range: { start: number; end: number }): StructDefinition | undefined {
  if (!specifiers.body) return undefined;
  const alias = specifiers.storage === 'typedef' ? declarators.find((d) => d.type.pointers === 0 && !d.type.array)?.name : undefined;
  const name = specifiers.name || alias;
  return name ? { kind: 'struct', name, body: specifiers.body, ...range } : undefined;
}

function declarator(context: ItemContext, d: DeclaratorTokens, { specifiers }: DeclarationTokens, defined: StructDefinition | undefined): Declarator {
  const { tokens: t } = context;
  const { body, ...type } = d.type;
  return {
    name: d.name,
    type: defined ? { ...type, name: type.name || defined.name } : d.type,
    initializer: d.initializer >= 0 ? initializer(context, d.initializer, d.next) : undefined,
    storage: specifiers.storage,
    cleanup: d.cleanup,
    start: t.start[d.nameToken],
    end: t.end[d.nameToken],
  };
}

/** Undefined for plain data: numbers, strings, enumerators. */
function initializer(context: ItemContext, from: number, to: number): Expression | undefined {
  const { parser, tokens, problem } = context;
  if (from >= to || isData(tokens, from, to)) return undefined;
  const simple = simpleExpression(tokens, from, to);
  if (simple) return simple;
  const start = tokens.start[from];
  const end = tokens.end[to - 1];
  if (end - start > LIMIT) {
    problem(start, 'initialiser too large, skipped');
    return undefined;
  }
  const parsed = parseValue({ parser, tokens, from, to, start, end, groups: [] });
  if (parsed.damaged) problem(start, 'initialiser could not be read completely');
  return parsed.value;
}

/** No identifier that could name a function or an object: such names have lower-case letters. Nor one that says what the object is. */
function isData(t: Tokens, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (t.kind[i] !== Kind.Word || t.kind[i - 1] === Kind.Dot) continue;
    const w = word(t, i);
    if (SAYS_KIND.test(w)) return false;
    if (w !== 'sizeof' && w !== 'true' && w !== 'false' && /[a-z]/.test(w) && roleOf(w) === 0) return false;
  }
  return true;
}

/** The token of the macro's name if the item is a macro call (and perhaps an initialiser), else -1. */
function macroAt(t: Tokens, from: number, to: number): number {
  let i = from;
  for (; i < to && t.kind[i] === Kind.Word; i++) {
    const role = roleAt(t, i);
    if (role === Role.AttributeWithArguments && t.kind[i + 1] === Kind.Open) i = t.close[i + 1];
    else if (role !== Role.Storage && role !== Role.Qualifier && role !== Role.Attribute) break;
  }
  if (i + 1 >= to || t.kind[i] !== Kind.Word || roleAt(t, i) !== 0 || t.kind[i + 1] !== Kind.Open) return -1;
  const after = t.close[i + 1] + 1;
  if (after >= to || t.kind[after] === Kind.Assign || t.kind[after] === Kind.OpenSquare) return i;
  if (t.kind[after] !== Kind.Word) return t.kind[after] === Kind.OpenBrace || t.kind[after] === Kind.Comma ? i : -1;
  const role = roleAt(t, after);
  return role === Role.Attribute || role === Role.AttributeWithArguments ? i : -1;
}

function macroItem(context: ItemContext, from: number, to: number, at: number, definitions: Definition[]): void {
  const { tokens: t } = context;
  const name = word(t, at);
  const close = Math.min(t.close[at + 1], to - 1);
  const range = { start: t.start[from], end: t.end[to - 1] };
  const isStatic = word(t, from) === 'static';
  const isPerCpu = /^(DEFINE|DECLARE)_\w*PER_CPU/.test(name);
  if (isPerCpu || t.kind[close + 1] === Kind.Assign) {
    const declared = declaredByMacro(context, at, close, to, isStatic);
    if (declared) definitions.push({ ...declared, ...range });
    if (isPerCpu) return;
  }
  const struct = STRUCT_DEFINERS.get(name);
  if (struct !== undefined) {
    const declared = structVariable(context, at, struct);
    if (declared) definitions.push({ ...declared, ...range });
    return;
  }
  const call: MacroCall = { kind: 'macro-call', name, args: macroArguments(context, at + 1, name), static: isStatic, ...range };
  definitions.push(call);
}

/** `DEFINE_PER_CPU(type, name)`, `DEFINE_FOO(name) = …`. */
function declaredByMacro(context: ItemContext, at: number, close: number, to: number, isStatic: boolean): Omit<Declaration, 'start' | 'end'> | undefined {
  const { tokens: t } = context;
  const args = splitArguments(t, at + 1);
  const named = args[args.length > 1 && /PER_CPU/.test(word(t, at)) ? 1 : 0];
  if (!named || t.kind[named[0]] !== Kind.Word) return undefined;
  const type = args.length > 1 ? readTypeName(t, args[0][0], args[0][1]) : { name: '', pointers: 0, array: false, callable: false };
  const isArray = t.kind[named[0] + 1] === Kind.OpenSquare && named[0] + 1 < named[1];
  const hasValue = t.kind[close + 1] === Kind.Assign && close + 2 < to;
  const d: Declarator = {
    name: word(t, named[0]),
    type: isArray ? { ...type, array: true } : type,
    initializer: hasValue ? initializer(context, close + 2, to) : undefined,
    storage: word(t, at).startsWith('DECLARE') ? 'extern' : isStatic ? 'static' : '',
    cleanup: '',
    start: t.start[named[0]],
    end: t.end[named[0]],
  };
  return { kind: 'declaration', declarators: [d], attributes: [tokensText(t, at, close + 1)] };
}

/** `DEFINE(name, .member = value, …)`. */
function structVariable(context: ItemContext, at: number, struct: string): Omit<Declaration, 'start' | 'end'> | undefined {
  const { tokens: t } = context;
  const [named, ...members] = splitArguments(t, at + 1);
  if (!named || t.kind[named[0]] !== Kind.Word) return undefined;
  const [start, end] = [t.start[named[0]], t.end[t.close[at + 1]]];
  const entries = members
    .filter(([from]) => t.kind[from] === Kind.Dot && t.kind[from + 1] === Kind.Word && t.kind[from + 2] === Kind.Assign)
    .map(([from, to]) => ({ designators: [word(t, from + 1)], value: argument(context, from + 3, to) }));
  const type = { name: struct, pointers: 0, array: false, callable: false };
  return { kind: 'declaration', declarators: [{ name: word(t, named[0]), type, initializer: { kind: 'initializer', entries, start, end }, storage: '', cleanup: '', start, end }], attributes: [] };
}

/** Trace events and the like hold a language of their own: only their name is of use. */
const OPAQUE = /^(TRACE_|DECLARE_EVENT|DEFINE_EVENT|TP_|__field|MODULE_(AUTHOR|DESCRIPTION|LICENSE|PARM_DESC|VERSION|FIRMWARE|ALIAS)|BUILD_)/;

function macroArguments(context: ItemContext, open: number, name: string): Expression[] {
  const { tokens: t } = context;
  const ranges = splitArguments(t, open);
  const wanted = OPAQUE.test(name) ? ranges.slice(0, 1) : ranges;
  return wanted.map(([from, to]) => argument(context, from, to));
}

function argument(context: ItemContext, from: number, to: number): Expression {
  const { parser, tokens: t } = context;
  if (from >= to) return { kind: 'unknown', children: [], start: t.end[from - 1], end: t.end[from - 1] };
  const start = t.start[from];
  const end = t.end[to - 1];
  const simple = simpleExpression(t, from, to);
  if (simple) return simple;
  if (isType(t, from, to)) return { kind: 'type', type: readTypeName(t, from, to), start, end };
  if (end - start > LIMIT || isData(t, from, to)) return { kind: 'unknown', children: [], start, end };
  return parseValue({ parser, tokens: t, from, to, start, end, groups: [] }).value ?? { kind: 'unknown', children: [], start, end };
}

/** One token, or `&name`: no need for the parser. */
function simpleExpression(t: Tokens, from: number, to: number): Expression | undefined {
  const start = t.start[from];
  const end = t.end[to - 1];
  if (to === from + 2 && t.kind[from] === 38 && t.kind[from + 1] === Kind.Word) {
    const operand = simpleExpression(t, from + 1, to);
    return operand && { kind: 'unary', operator: '&', operand, start, end };
  }
  if (to !== from + 1) return undefined;
  const text = t.text.slice(start, end);
  if (t.kind[from] === Kind.Word && roleOf(text) === 0) return { kind: 'name', name: text, start, end };
  if (t.kind[from] === Kind.Number || t.kind[from] === Kind.Char) return { kind: 'number', text, start, end };
  return t.kind[from] === Kind.String ? { kind: 'string', text, start, end } : undefined;
}

function isType(t: Tokens, from: number, to: number): boolean {
  if (t.kind[from] !== Kind.Word) return false;
  const role = roleAt(t, from);
  if (role === Role.Primitive || role === Role.Tag || role === Role.Qualifier) return true;
  return t.kind[to - 1] === Kind.Star || (looksLikeType(word(t, from)) && to === from + 1);
}
