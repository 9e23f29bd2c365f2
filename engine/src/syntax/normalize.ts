/** Rewrites kernel macros in a function body, an initialiser or a macro's text to C of equal length that the grammar can read. */

import type { TypeName } from './ast.ts';
import { readTypeName } from './declarations.ts';
import { createEdits, type Edits } from './edits.ts';
import { normalizeArguments } from './normalize-arguments.ts';
import { normalizeStatement } from './normalize-statements.ts';
import { looksLikeAttribute, looksLikeType, Role, roleAt } from './macro-shapes.ts';
import { isNumber, Kind, word, type Tokens } from './tokens.ts';

/**
 * What stands at an offset in truth. `loop`: a `while` or `if` that is a macro's name. `scoped-guard` likewise. `branch`: an `if` that is a
 * macro with an `else`. `type`: an identifier that is a type. `jump`: an expression that is a statement handed to a macro.
 */
export type Mark =
  | { readonly kind: 'loop' | 'scoped-guard' | 'branch'; readonly macro: string }
  | { readonly kind: 'type'; readonly type: TypeName }
  | { readonly kind: 'jump'; readonly statement: 'return' | 'goto' | 'break' | 'continue' };

export interface Normalized {
  /** As long as the slice of the file it stands for. */
  readonly text: string;
  readonly marks: ReadonlyMap<number, Mark>;
}

export const enum Context {
  Block,
  /** `({ … })`, or a block handed to a macro. */
  ExpressionBlock,
  Paren,
  /** Parentheses after which a statement begins: `if (…)`, `for_each(…)`. */
  Head,
  /** The same behind a macro that lacks its semicolon. */
  MacroHead,
  /** An initialiser, or a struct's members. */
  Braces,
  Square,
}

export interface Normalizer {
  readonly t: Tokens;
  readonly to: number;
  readonly edits: Edits;
  readonly marks: Map<number, Mark>;
  readonly contexts: Context[];
  /** The next token begins a statement. */
  atStart: boolean;
  /** Depths (of `contexts`) of `do` whose `while` is still to come. */
  readonly loops: number[];
}

/** Tokens [from, to), brackets matched; the text covers [start, end). */
export function normalize(t: Tokens, from: number, to: number, start: number, end: number, atStart: boolean): Normalized {
  const n: Normalizer = { t, to, edits: createEdits(t.text), marks: new Map(), contexts: [], atStart, loops: [] };
  for (let i = from; i < to; ) i = n.atStart ? normalizeStatement(n, i) : expressionToken(n, i);
  blankGaps(n, from, start, end);
  return { text: n.edits.apply(start, end), marks: n.marks };
}

function blankGaps({ t, to, edits }: Normalizer, from: number, start: number, end: number): void {
  let last = start;
  for (let i = from; i < to; i++) {
    if (t.gap[i] & 1) edits.blank(last, t.start[i]);
    last = t.end[i];
  }
  if (last < end) edits.blank(last, end);
}

/** One token that does not begin a statement. Returns the next token. */
export function expressionToken(n: Normalizer, i: number): number {
  const { t, contexts } = n;
  switch (t.kind[i]) {
    case Kind.Word: return normalizeWord(n, i);
    case Kind.Semicolon: {
      const top = contexts[contexts.length - 1];
      n.atStart = top === undefined || top === Context.Block || top === Context.ExpressionBlock;
      if (top === Context.Paren || top === Context.MacroHead) statementArgument(n, i);
      return i + 1;
    }
    case Kind.Number: return number(n, i);
    case Kind.Open:
      contexts.push(Context.Paren);
      if (i > 0 && isCallee(n, i - 1)) normalizeArguments(n, i);
      else plainCast(n, i);
      return i + 1;
    case Kind.OpenSquare:
      contexts.push(Context.Square);
      return i + 1;
    case Kind.OpenBrace: return openBrace(n, i);
    case Kind.Close: case Kind.CloseSquare: case Kind.CloseBrace: return closeBracket(n, i);
    case Kind.AndAnd:
      if (!endsOperand(t, i - 1) && !isUpdate(t, i - 1) && t.kind[i + 1] === Kind.Word) n.edits.blank(t.start[i], t.start[i] + 1);
      return i + 1;
    case Kind.String: return afterString(n, i);
    case Kind.Hash: case 64: case 96: n.edits.blank(t.start[i], t.end[i]); return i + 1;
    default: return i + 1;
  }
}

/** `(u32)-1`: with a type name it knows, the grammar sees the cast. */
function plainCast({ t, to, edits }: Normalizer, i: number): void {
  if (i + 2 >= to || t.kind[i + 1] !== Kind.Word || t.kind[i + 2] !== Kind.Close) return;
  const length = t.end[i + 1] - t.start[i + 1];
  if (length >= 3 && looksLikeType(word(t, i + 1))) edits.replace(t.start[i + 1], 'int'.padEnd(length));
}

/** `wait(x, unlock(); lock())`: statements handed to a macro become arguments. */
function statementArgument({ t, edits }: Normalizer, i: number): void {
  if (t.kind[i + 1] === Kind.Close) edits.blank(t.start[i], t.end[i]);
  else edits.replace(t.start[i], ',');
}

/** `1000baseT_Full`, `250A`: the end of a name that a macro pastes together. */
function number({ t, edits }: Normalizer, i: number): number {
  if (!isNumber(word(t, i))) edits.replace(t.start[i], '_'.repeat(t.end[i] - t.start[i]));
  return i + 1;
}

function isCallee({ t }: Normalizer, i: number): boolean {
  const kind = t.kind[i];
  if (kind === Kind.Close || kind === Kind.CloseSquare) return true;
  if (kind !== Kind.Word) return false;
  const role = roleAt(t, i);
  return role === 0 || role === Role.Offsetof;
}

function openBrace(n: Normalizer, i: number): number {
  const before = i > 0 ? n.t.kind[i - 1] : Kind.End;
  const top = n.contexts[n.contexts.length - 1];
  const isBlock = before === Kind.Open || (before === Kind.Comma && top === Context.Paren);
  n.contexts.push(isBlock ? Context.ExpressionBlock : Context.Braces);
  n.atStart = isBlock;
  return i + 1;
}

export function closeBracket(n: Normalizer, i: number): number {
  const context = n.contexts.pop();
  n.atStart = context === Context.Head || context === Context.MacroHead || context === Context.Block;
  return i + 1;
}

/** `x++ && y` */
function isUpdate(t: Tokens, i: number): boolean {
  return i >= 0 && t.kind[i] === Kind.Operator && /^(\+\+|--)$/.test(word(t, i));
}

/** Whether a value may end at token i, so that what follows is an operator. */
export function endsOperand(t: Tokens, i: number): boolean {
  if (i < 0) return false;
  const kind = t.kind[i];
  if (kind === Kind.Word) return roleAt(t, i) !== Role.Jump && roleAt(t, i) !== Role.Case;
  return kind === Kind.Number || kind === Kind.String || kind === Kind.Char || kind === Kind.Close || kind === Kind.CloseSquare || kind === Kind.CloseBrace;
}

/** A word that does not begin a statement. */
export function normalizeWord(n: Normalizer, i: number): number {
  const { t } = n;
  if (i > 0 && (t.kind[i - 1] === Kind.Dot || t.kind[i - 1] === Kind.Arrow)) return i + 1;
  const w = word(t, i);
  const role = roleAt(t, i);
  switch (role) {
    case 0: return plainWord(n, i, w);
    case Role.Attribute: case Role.AttributeWithArguments: return blankAttribute(n, i, role);
    case Role.Typeof: return replaceTypeof(n, i);
    case Role.Asm: return blankAsm(n, i);
    case Role.Offsetof:
      n.edits.replace(t.start[i], '_' + t.text.slice(t.start[i] + 1, t.end[i]));
      return i + 1;
    case Role.Sizeof:
      // The grammar wants a type in the parentheses of __alignof__, but allows any expression in those of sizeof.
      if (w.length > 6) n.edits.replace(t.start[i], 'sizeof'.padEnd(w.length));
      return i + 1;
    case Role.Qualifier:
      if (w !== 'const' && w !== 'volatile') n.edits.blank(t.start[i], t.end[i]);
      return i + 1;
    case Role.Primitive:
      // To the grammar, `auto` is no type.
      if (w === 'auto') n.edits.replace(t.start[i], 'int ');
      if (w === '__signed__' || w === '__signed') n.edits.replace(t.start[i], 'signed'.padEnd(w.length));
      return i + 1;
    default: return i + 1;
  }
}

export function blankAttribute(n: Normalizer, i: number, role: Role): number {
  const { t } = n;
  const last = role === Role.AttributeWithArguments && t.kind[i + 1] === Kind.Open && i + 1 < n.to ? Math.min(t.close[i + 1], n.to - 1) : i;
  n.edits.blank(t.start[i], t.end[last]);
  return last + 1;
}

/** `typeof(x)` becomes an identifier; what it was is marked. */
function replaceTypeof(n: Normalizer, i: number): number {
  const { t } = n;
  if (t.kind[i + 1] !== Kind.Open || i + 1 >= n.to) return i + 1;
  const close = Math.min(t.close[i + 1], n.to - 1);
  markType(n, i, close + 1);
  return close + 1;
}

/** Tokens [from, to) are a type where the grammar wants an expression or a plain type name. */
export function markType(n: Normalizer, from: number, to: number): void {
  const { t } = n;
  const start = t.start[from];
  const end = t.end[to - 1];
  const line = t.text.indexOf('\n', start);
  const wordEnd = line < 0 || line > end ? end : Math.max(line, start + 1);
  n.edits.replace(start, '_'.repeat(wordEnd - start));
  n.edits.blank(wordEnd, end);
  n.marks.set(start, { kind: 'type', type: readTypeName(t, from, to) });
}

export function blankAsm(n: Normalizer, i: number): number {
  const { t } = n;
  let last = i;
  while (last + 1 < n.to && t.kind[last + 1] === Kind.Word) last++;
  if (last + 1 < n.to && t.kind[last + 1] === Kind.Open) last = Math.min(t.close[last + 1], n.to - 1);
  n.edits.blank(t.start[i], t.end[last]);
  return last + 1;
}

/** An identifier: two in a row mean a macro that expands to an attribute, a string or nothing. */
function plainWord(n: Normalizer, i: number, w: string): number {
  const { t } = n;
  if (i + 1 >= n.to) return i + 1;
  // `int table[256] ATTRIBUTE = …`
  if (t.kind[i - 1] === Kind.CloseSquare) {
    n.edits.blank(t.start[i], t.end[i]);
    return i + 1;
  }
  if (t.kind[i + 1] === Kind.Open) return callBeforeString(n, i);
  if (t.kind[i + 1] === Kind.Star && isUnknownQualifier(n, i)) n.edits.blank(t.start[i], t.end[i]);
  if (t.kind[i + 1] !== Kind.Word) return i + 1;
  if (roleAt(t, i + 1) !== 0) return i + 1;
  const next = word(t, i + 1);
  const top = n.contexts[n.contexts.length - 1];
  if (top === Context.Paren && isOperandStart(t.kind[i - 1]) && looksLikeAttribute(w)) {
    n.edits.blank(t.start[i], t.end[i]);
    return i + 1;
  }
  const behind = i + 2 < n.to ? t.kind[i + 2] : Kind.End;
  if (looksLikeAttribute(next) && (behind === Kind.Assign || behind === Kind.Semicolon || behind === Kind.Comma) && (t.kind[i - 1] === Kind.Star || (t.kind[i - 1] === Kind.Word && roleAt(t, i - 1) !== Role.Tag))) {
    n.edits.blank(t.start[i + 1], t.end[i + 1]);
    return i + 2;
  }
  return i + 1;
}

/** `(char far *)x` */
function isUnknownQualifier({ t, contexts }: Normalizer, i: number): boolean {
  if (contexts[contexts.length - 1] !== Context.Paren || t.kind[i - 1] !== Kind.Word || t.kind[i + 2] !== Kind.Close) return false;
  const role = roleAt(t, i - 1);
  return role === Role.Primitive || (role === 0 && t.kind[i - 2] === Kind.Open);
}

function isOperandStart(kind: number): boolean {
  return kind === Kind.Open || kind === Kind.Comma || kind === Kind.String;
}

/** `MACRO(x) "text"`: the grammar joins strings with names only. In data, `NAME("x") VALUE` as well. */
function callBeforeString(n: Normalizer, i: number): number {
  const { t } = n;
  const close = t.close[i + 1];
  if (close + 1 >= n.to) return i + 1;
  const inData = n.contexts[n.contexts.length - 1] === Context.Braces && (t.kind[i - 1] === Kind.OpenBrace || t.kind[i - 1] === Kind.Comma);
  if (t.kind[close + 1] !== Kind.String && !(inData && t.kind[close + 1] === Kind.Word)) return i + 1;
  n.edits.blank(t.start[i], t.end[close]);
  return close + 1;
}

/** `"text" MACRO(x)`, `"text" MACRO MACRO`. */
function afterString(n: Normalizer, i: number): number {
  const { t } = n;
  if (i + 2 >= n.to || t.kind[i + 1] !== Kind.Word || t.kind[i + 2] !== Kind.Open) return i + 1;
  const close = Math.min(t.close[i + 2], n.to - 1);
  n.edits.blank(t.start[i + 1], t.end[close]);
  return close + 1;
}
