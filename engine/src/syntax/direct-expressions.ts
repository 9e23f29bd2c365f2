/** Expressions from tokens, by precedence climbing. Positions are those that conversion from the grammar's tree gives. */

import type { Expression, TypeName } from './ast.ts';
import { readArguments } from './direct-arguments.ts';
import { closeOf, expect, giveUp, lastEnd, peek, type DirectReader } from './direct-reader.ts';
import { readBlock } from './direct-statements.ts';
import { holdsType, isTypeWord } from './direct-types.ts';
import { readTypeName } from './declarations.ts';
import { Role, roleAt } from './macro-shapes.ts';
import { isNumber, Kind, word } from './tokens.ts';

const MINUS = 45;
const PLUS = 43;
const AMPERSAND = 38;

/** How strongly an operator binds; 0 for what is none. */
const BINARY_KINDS = precedences();
const BINARY_WORDS = new Map([['||', 1], ['==', 6], ['!=', 6], ['<=', 7], ['>=', 7], ['<<', 9], ['>>', 9]]);

function precedences(): Uint8Array {
  const table = new Uint8Array(256);
  const rows: readonly (readonly [string, number])[] = [['|', 3], ['^', 4], ['&', 5], ['<', 7], ['>', 7], ['+', 10], ['-', 10], ['*', 11], ['/', 11], ['%', 11]];
  for (const [operator, precedence] of rows) table[operator.charCodeAt(0)] = precedence;
  table[Kind.AndAnd] = 2;
  return table;
}

/** With commas. */
export function readExpression(d: DirectReader): Expression {
  const first = readAssignment(d);
  if (peek(d) !== Kind.Comma) return first;
  const items = [first];
  while (peek(d) === Kind.Comma) {
    d.i++;
    items.push(readAssignment(d));
  }
  return { kind: 'comma', items, start: first.start, end: items[items.length - 1].end };
}

/** Without commas. */
export function readAssignment(d: DirectReader): Expression {
  const left = readConditional(d);
  const operator = assignmentOperator(d);
  if (operator === '') return left;
  if (left.kind === 'conditional' || left.kind === 'binary' || left.kind === 'cast') giveUp();
  d.i++;
  const right = readAssignment(d);
  return { kind: 'assign', operator, left, right, start: left.start, end: right.end };
}

function assignmentOperator(d: DirectReader): string {
  const kind = peek(d);
  if (kind === Kind.Assign) return '=';
  if (kind !== Kind.Operator) return '';
  const text = word(d.t, d.i);
  return text.charCodeAt(text.length - 1) === 61 && !BINARY_WORDS.has(text) ? text : '';
}

export function readConditional(d: DirectReader): Expression {
  const test = readBinary(d, 1);
  if (peek(d) !== Kind.Question) return test;
  d.i++;
  const then = peek(d) === Kind.Colon ? undefined : readExpression(d);
  expect(d, Kind.Colon);
  const otherwise = readConditional(d);
  return { kind: 'conditional', test, then, otherwise, start: test.start, end: otherwise.end };
}

function readBinary(d: DirectReader, least: number): Expression {
  let left = readUnary(d);
  for (;;) {
    const kind = peek(d);
    const operator = kind === Kind.Operator ? word(d.t, d.i) : kind === Kind.AndAnd ? '&&' : kind > 32 ? String.fromCharCode(kind) : '';
    const precedence = kind === Kind.Operator ? BINARY_WORDS.get(operator) ?? 0 : BINARY_KINDS[kind];
    if (precedence < least) return left;
    d.i++;
    const right = readBinary(d, precedence + 1);
    left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
  }
}

/** A unary expression or a cast. */
function readUnary(d: DirectReader): Expression {
  const { t } = d;
  const at = d.i;
  const kind = peek(d);
  switch (kind) {
    case Kind.Star: case AMPERSAND: case 33: case MINUS: case 126: case PLUS: {
      d.i++;
      if ((kind === MINUS || kind === PLUS) && peek(d) === Kind.Number && t.start[d.i] === t.end[at]) return signed(d, at);
      const operand = readUnary(d);
      return { kind: 'unary', operator: String.fromCharCode(kind) as '&', operand, start: t.start[at], end: operand.end };
    }
    case Kind.Operator: {
      const text = word(t, at);
      if (text !== '++' && text !== '--') giveUp();
      d.i++;
      const operand = readUnary(d);
      return { kind: 'update', operand, start: t.start[at], end: lastEnd(d) };
    }
    case Kind.Open: return parenthesis(d, at);
    default: return suffixes(d, readPrimary(d), at);
  }
}

/** To the grammar, a sign that touches a number belongs to it. */
function signed(d: DirectReader, at: number): Expression {
  const number = readPrimary(d);
  const start = d.t.start[at];
  return suffixes(d, { kind: 'number', text: d.t.text.slice(start, number.end), start, end: number.end }, at);
}

/** A cast, a compound literal, or an expression in parentheses with what follows it. */
function parenthesis(d: DirectReader, open: number): Expression {
  const close = closeOf(d, open, Kind.Close);
  if (peek(d, 1) === Kind.OpenBrace) return suffixes(d, statementExpression(d, open, close), open);
  if (holdsType(d, open, close) || castsByName(d, open, close)) {
    if (d.t.kind[open - 1] === Kind.Close && isEitherSided(d, close + 1)) giveUp();
    const type = readTypeName(d.t, open + 1, close);
    d.i = close + 1;
    if (peek(d) === Kind.OpenBrace) return suffixes(d, cast(d, type, open, readInitializer(d)), open);
    return cast(d, type, open, readUnary(d));
  }
  d.i++;
  const inner = readExpression(d);
  if (d.i !== close) giveUp();
  d.i++;
  return suffixes(d, inner, open);
}

function cast({ t }: DirectReader, type: TypeName, open: number, operand: Expression): Expression {
  return { kind: 'cast', type, operand, start: t.start[open], end: operand.end };
}

/** `(a)(b)`, `(a) - b`: behind a cast the grammar takes this for a call or for two operands. */
function isEitherSided({ t, to }: DirectReader, i: number): boolean {
  const kind = i < to ? t.kind[i] : Kind.End;
  return kind === Kind.Open || kind === Kind.Star || kind === AMPERSAND || kind === MINUS || kind === PLUS || kind === Kind.AndAnd;
}

/** `(word) x`: what follows tells, except for operators that may have one side or two. */
function castsByName(d: DirectReader, open: number, close: number): boolean {
  const { t, to } = d;
  if (close !== open + 2 || t.kind[open + 1] !== Kind.Word) return false;
  const isType = isTypeWord(d, open, close);
  const next = close + 1 < to ? t.kind[close + 1] : Kind.End;
  switch (next) {
    case Kind.Word: case Kind.Number: case Kind.String: case Kind.Char: case 33: case 126: return true;
    case Kind.OpenBrace: return true;
    case Kind.Open:
      if (isType && t.end[open + 1] - t.start[open + 1] < 3) giveUp();
      return isType;
    case Kind.Star: case AMPERSAND: case MINUS: case PLUS:
      if (isType && t.end[open + 1] - t.start[open + 1] < 3) giveUp();
      return isType;
    case Kind.AndAnd:
      if (isType) giveUp();
      return false;
    case Kind.Operator: {
      const text = word(t, close + 1);
      if (text === '++' || text === '--') giveUp();
      return false;
    }
    default:
      if (isType) giveUp();
      return false;
  }
}

function statementExpression(d: DirectReader, open: number, close: number): Expression {
  const { t } = d;
  d.i = open + 1;
  const block = readBlock(d);
  if (d.i !== close || block.kind !== 'block') giveUp();
  d.i = close + 1;
  return { kind: 'statement-expression', body: block.body, start: t.start[open + 1], end: t.end[close - 1] };
}

function readPrimary(d: DirectReader): Expression {
  const { t } = d;
  const at = d.i;
  const start = t.start[at];
  switch (peek(d)) {
    case Kind.Word: return readWord(d, at);
    case Kind.Number: {
      const text = word(t, at);
      if (!isNumber(text)) giveUp();
      d.i++;
      return { kind: 'number', text, start, end: t.end[at] };
    }
    case Kind.Char:
      d.i++;
      return { kind: 'number', text: word(t, at), start, end: t.end[at] };
    case Kind.String: return strings(d, at);
    default: return giveUp();
  }
}

function readWord(d: DirectReader, at: number): Expression {
  const { t } = d;
  const name = word(t, at);
  const role = roleAt(t, at);
  if (role === Role.Sizeof) return sizeofExpression(d, at, name);
  if (role !== 0 && role !== Role.Offsetof) giveUp();
  d.i++;
  const next = peek(d);
  if (next === Kind.Word) giveUp();
  if (next === Kind.String) {
    if (/^(L|u8?|U)$/.test(name)) giveUp();
    return strings(d, at);
  }
  return { kind: 'name', name, start: t.start[at], end: t.end[at] };
}

/** Strings and names of strings side by side. */
function strings(d: DirectReader, at: number): Expression {
  const { t } = d;
  d.i = at;
  while (peek(d) === Kind.String || peek(d) === Kind.Word) {
    const isName = peek(d) === Kind.Word;
    if (isName && (roleAt(t, d.i) !== 0 || peek(d, 1) === Kind.Open)) giveUp();
    if (!isName && t.text.charCodeAt(t.end[d.i] - 1) !== 34) giveUp();
    d.i++;
  }
  const end = lastEnd(d);
  return { kind: 'string', text: t.text.slice(t.start[at], end), start: t.start[at], end };
}

function sizeofExpression(d: DirectReader, at: number, name: string): Expression {
  const { t } = d;
  d.i++;
  const callee: Expression = { kind: 'name', name, start: t.start[at], end: t.end[at] };
  const finish = (argument: Expression): Expression => ({ kind: 'call', callee, args: [argument], start: t.start[at], end: lastEnd(d) });
  if (peek(d) !== Kind.Open) return finish(readUnary(d));
  const open = d.i;
  const close = closeOf(d, open, Kind.Close);
  if (holdsType(d, open, close) || (isTypeWord(d, open, close) && t.end[close - 1] - t.start[open + 1] >= 3)) {
    d.i = close + 1;
    if (peek(d) === Kind.OpenBrace || touchesNumber(d)) giveUp();
    const start = t.start[open + 1];
    // Normalisation put `int` there.
    const end = isTypeWord(d, open, close) ? start + 3 : t.end[close - 1];
    return finish({ kind: 'type', type: readTypeName(t, open + 1, close), start, end });
  }
  return finish(readUnary(d));
}

/** `sizeof(int)-1`: the grammar casts there. */
function touchesNumber(d: DirectReader): boolean {
  const { t, i } = d;
  return (peek(d) === MINUS || peek(d) === PLUS) && peek(d, 1) === Kind.Number && t.end[i] === t.start[i + 1];
}

/** What may follow an operand; `from` is its first token, parentheses included. */
function suffixes(d: DirectReader, operand: Expression, from: number): Expression {
  const { t } = d;
  for (;;) {
    switch (peek(d)) {
      case Kind.Open: {
        const close = closeOf(d, d.i, Kind.Close);
        const args = readArguments(d, close);
        operand = { kind: 'call', callee: operand, args, start: operand.start, end: t.end[close] };
        if (peek(d) === Kind.String) giveUp();
        break;
      }
      case Kind.OpenSquare: {
        const close = closeOf(d, d.i, Kind.CloseSquare);
        d.i++;
        const index = readAssignment(d);
        if (d.i !== close) giveUp();
        d.i++;
        operand = { kind: 'index', object: operand, index, start: operand.start, end: t.end[close] };
        break;
      }
      case Kind.Dot: case Kind.Arrow: {
        const arrow = peek(d) === Kind.Arrow;
        if (peek(d, 1) !== Kind.Word) giveUp();
        const end = t.end[d.i + 1];
        operand = { kind: 'member', object: operand, field: word(t, d.i + 1), arrow, start: operand.start, end };
        d.i += 2;
        break;
      }
      case Kind.Operator: {
        const text = word(t, d.i);
        if (text !== '++' && text !== '--') return operand;
        d.i++;
        operand = { kind: 'update', operand, start: t.start[from], end: lastEnd(d) };
        break;
      }
      case Kind.Word: case Kind.OpenBrace: case Kind.Number: case Kind.Char: case Kind.Hash: return giveUp();
      default: return operand;
    }
  }
}

/** `{ .a = x, [1] = y, z }` */
export function readInitializer(d: DirectReader): Expression {
  const { t } = d;
  const open = d.i;
  const close = closeOf(d, open, Kind.CloseBrace);
  const entries = [];
  d.i++;
  while (d.i < close) {
    const designators = readDesignators(d);
    const value = peek(d) === Kind.OpenBrace ? readInitializer(d) : readAssignment(d);
    entries.push({ designators, value });
    if (d.i < close) expect(d, Kind.Comma);
  }
  if (d.i !== close) giveUp();
  d.i++;
  return { kind: 'initializer', entries, start: t.start[open], end: t.end[close] };
}

function readDesignators(d: DirectReader): string[] {
  const { t } = d;
  const designators: string[] = [];
  if (peek(d) === Kind.Word && peek(d, 1) === Kind.Colon) {
    designators.push(word(t, d.i));
    d.i += 2;
    return designators;
  }
  for (;;) {
    if (peek(d) === Kind.Dot && peek(d, 1) === Kind.Word) {
      designators.push(word(t, d.i + 1));
      d.i += 2;
    } else if (peek(d) === Kind.OpenSquare) {
      designators.push('[]');
      d.i = closeOf(d, d.i, Kind.CloseSquare) + 1;
    } else break;
  }
  if (designators.length) expect(d, Kind.Assign);
  return designators;
}
