/** `#define`s whose text is C that runs: function-like macros as functions, names for other functions and objects. */

import type { FunctionDefinition, Parameter, Statement } from './ast.ts';
import { isCapitals, isContextFlag, Role, roleAt, roleOf } from './macro-shapes.ts';
import { parseLoose } from './parse-slice.ts';
import type { Parser } from './parser.ts';
import { matchBrackets } from './brackets.ts';
import { createTokens, Kind, tokenize, word, type CommentRange, type Tokens } from './tokens.ts';

const MAX_MACRO = 1 << 14;

/** For the tokens of one macro after the other. */
const room = createTokens(256);

/** Undefined for macros that are data, types, fragments, or use `#` and `##`. */
export function parseMacro(parser: Parser, text: string, { start, end }: CommentRange): FunctionDefinition | undefined {
  const head = readHead(text, start, end);
  if (!head || end - start > MAX_MACRO) return undefined;
  const tokens = tokenize(text, head.body, end, [], room);
  if (!isCode(tokens, head)) return undefined;
  matchBrackets(tokens, 0, tokens.count);
  const trivial = head.parameters !== undefined && isTrivial(tokens, head.parameters);
  const body = trivial ? [] : bodyOf(parser, tokens, end);
  if (!body) return undefined;
  const none = { name: '', pointers: 0, array: false, callable: false };
  const parameters: Parameter[] = (head.parameters ?? []).map((name) => ({ name, type: none }));
  return {
    kind: 'function', name: head.name, nameRange: head.nameRange, form: 'macro', static: false, inline: false, returns: none,
    parameters, variadic: head.variadic, attributes: head.parameters ? [] : ['object-like'], body, damaged: false, start, end,
  };
}

interface Head {
  readonly name: string;
  readonly nameRange: { readonly start: number; readonly end: number };
  /** Undefined for an object-like macro. */
  readonly parameters: readonly string[] | undefined;
  readonly variadic: boolean;
  readonly body: number;
}

const HEAD = /^#[ \t]*define[ \t]+([A-Za-z_$][\w$]*)(\(([^()]*)\))?/;

function readHead(text: string, start: number, end: number): Head | undefined {
  const match = HEAD.exec(text.slice(start, Math.min(end, start + 400)));
  if (!match) return undefined;
  const [all, name, list, inner] = match;
  const body = start + all.length;
  if (list === undefined && isPlainValue(text, body, end)) return undefined;
  const nameStart = start + all.length - (list?.length ?? 0) - name.length;
  const written = list === undefined ? undefined : inner.replace(/\\\r?\n/g, ' ').split(',').map((p) => p.trim()).filter(Boolean);
  const variadic = written?.some((p) => p.endsWith('...')) ?? false;
  const parameters = written?.filter((p) => p !== '...').map((p) => p.replace(/\s*\.\.\.$/, ''));
  return { name, nameRange: { start: nameStart, end: nameStart + name.length }, parameters, variadic, body };
}

/** A number or a string: the bulk of register headers, turned away without tokenising. */
function isPlainValue(text: string, p: number, end: number): boolean {
  for (; p < end; p++) {
    const c = text.charCodeAt(p);
    if (c === 32 || c === 9 || c === 40) continue;
    return (c >= 48 && c <= 57) || c === 34 || c === 39 || c === 45 || c === 10 || c === 13;
  }
  return true;
}

function isCode(t: Tokens, head: Head): boolean {
  let depth = 0;
  let hasName = false;
  for (let i = 0; i < t.count; i++) {
    const kind = t.kind[i];
    if (kind === Kind.Directive) return false;
    if (kind === Kind.Hash) {
      // `, ## args` only drops the comma; every other `#` makes names that are not in the text.
      if (t.kind[i - 1] !== Kind.Comma || t.kind[i + 1] !== Kind.Hash || t.kind[i + 2] !== Kind.Word) return false;
      i++;
      continue;
    }
    if (kind === Kind.OpenBrace || kind === Kind.Open) depth++;
    else if (kind === Kind.CloseBrace || kind === Kind.Close) depth--;
    if (depth < 0) return false;
    if (kind === Kind.Word && !hasName) hasName = /[a-z]/.test(word(t, i));
  }
  if (depth !== 0) return false;
  if (t.count === 0) return head.parameters !== undefined;
  const role = t.kind[0] === Kind.Word ? roleAt(t, 0) : 0;
  if (role === Role.Storage || role === Role.Typedef || role === Role.Case) return false;
  if (head.parameters || isFlags(t)) return true;
  return hasName && t.kind[0] !== Kind.String && t.kind[t.count - 1] !== Kind.String && !isTypeOrAttribute(t, role);
}

/** `#define FOO_GFP (GFP_KERNEL | __GFP_NOWARN)`. */
function isFlags(t: Tokens): boolean {
  let words = 0;
  for (let i = 0; i < t.count; i++) {
    const kind = t.kind[i];
    if (kind === Kind.Word && isContextFlag(word(t, i))) words++;
    else if (kind !== Kind.Open && kind !== Kind.Close && word(t, i) !== '|') return false;
  }
  return words > 0;
}

/** `#define foo struct bar`, `#define foo __attribute__((x))`, `#define foo inline`. */
function isTypeOrAttribute(t: Tokens, role: Role | 0): boolean {
  if (role !== 0 && role !== Role.Control && role !== Role.Prefix && role !== Role.Jump && role !== Role.Sizeof) return true;
  return t.count > 1 && t.kind[0] === Kind.Word && t.kind[1] === Kind.Word;
}

/** Arithmetic on numbers, constants and parameters: nothing that locks, calls or names an object. */
function isTrivial(t: Tokens, parameters: readonly string[]): boolean {
  if (t.count === 0) return true;
  let hasNumber = false;
  for (let i = 0; i < t.count; i++) {
    const kind = t.kind[i];
    if (kind === Kind.Number) hasNumber = true;
    else if (kind === Kind.Arrow || kind === Kind.Dot || kind === Kind.OpenBrace || kind === Kind.String) return false;
    else if (kind === Kind.Word) {
      const w = word(t, i);
      if (parameters.includes(w) || (roleOf(w) !== 0 && roleOf(w) <= Role.Tag)) continue;
      if (!isCapitals(w) || t.kind[i + 1] === Kind.Open) return false;
    }
  }
  return hasNumber;
}

function bodyOf(parser: Parser, tokens: Tokens, end: number): Statement[] | undefined {
  const start = tokens.start[0];
  const last = tokens.count - 1;
  const { value, damaged } = parseLoose({ parser, tokens, from: 0, to: tokens.count, start, end, groups: [] });
  const body = value.filter((s) => !(s.kind === 'block' && s.body.length === 0 && s.start >= tokens.end[last]));
  if (damaged || body.some((s) => s.kind === 'unknown')) return undefined;
  const [only] = body;
  if (body.length !== 1 || only.kind !== 'expression' || tokens.kind[last] === Kind.Semicolon) return body;
  return [{ kind: 'return', value: only.expression, start: only.start, end: only.end }];
}
