/** C text → tokens in flat arrays: what the splitter, the declaration reader and the normaliser look at. */

import { roleOfPart } from './macro-words.ts';

/** Other punctuation has its first character's code (≥ 33) as kind. */
export const enum Kind {
  End = 0,
  Word = 1,
  Number = 2,
  String = 3,
  Char = 4,
  Directive = 5,
  Arrow = 6,
  Ellipsis = 7,
  AndAnd = 8,
  /** Every other operator of two or three characters. */
  Operator = 9,
  Hash = 35,
  Open = 40,
  Close = 41,
  Star = 42,
  Comma = 44,
  Dot = 46,
  Colon = 58,
  Semicolon = 59,
  Assign = 61,
  Question = 63,
  OpenSquare = 91,
  CloseSquare = 93,
  OpenBrace = 123,
  CloseBrace = 125,
}

export const enum Gap {
  /** The gap before the token holds a comment, a directive, a dropped branch or a line continuation. */
  Blank = 1,
  NewLine = 2,
  ColumnZero = 4,
}

/** `close` is the partner of an opening bracket (or -1), filled by `matchBrackets` for one item at a time. What is behind `count` is no token. */
export interface Tokens {
  text: string;
  count: number;
  kind: Uint8Array;
  /** Of a word: see `roleOf`. */
  role: Uint8Array;
  gap: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  close: Int32Array;
}

export interface CommentRange {
  readonly start: number;
  readonly end: number;
}

/** So far may be looked beyond the last token: nothing is there. */
const MARGIN = 64;

export function createTokens(capacity = 1 << 12): Tokens {
  const bytes = (): Uint8Array => new Uint8Array(capacity);
  const integers = (): Int32Array => new Int32Array(capacity);
  return { text: '', count: 0, kind: bytes(), role: bytes(), gap: bytes(), start: integers(), end: integers(), close: integers() };
}

/** `comments` receives those that contain `lockctx`; the tokens go `into` those of another text, which end. Never throws; unterminated strings end with their line. */
export function tokenize(text: string, from: number, to: number, comments: CommentRange[], into = createTokens()): Tokens {
  into.text = text;
  into.count = 0;
  scan(into, from, to, comments);
  const { count } = into;
  if (count + MARGIN > into.kind.length) resize(into, count + MARGIN);
  if (into.close.length < into.kind.length) into.close = new Int32Array(into.kind.length);
  else into.close.fill(0, 0, count + MARGIN);
  for (const column of [into.kind, into.role, into.gap, into.start, into.end]) column.fill(0, count, count + MARGIN);
  return into;
}

export function word(t: Tokens, i: number): string {
  return t.text.slice(t.start[i], t.end[i]);
}

/** Text of tokens [from, to) with each run of white space as one space. */
export function tokensText(t: Tokens, from: number, to: number): string {
  return from < to ? t.text.slice(t.start[from], t.end[to - 1]).replace(/\s+/g, ' ') : '';
}

/** Whether a number token is one in C: a name that macros paste together, such as `1000baseT_Full`, begins with a digit too. */
export function isNumber(text: string): boolean {
  return text.length === 1 || /^(0[xX][\da-fA-F]+|0[bB][01]+|\d+)[uUlLzZ]*$|^[\d.]+([eE][+-]?\d+)?[fFlL]?$/.test(text);
}

/** The first token at or after an offset. */
export function tokenAt(t: Tokens, offset: number): number {
  let low = 0;
  let high = t.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (t.start[middle] < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const enum Class {
  Other = 0,
  Space = 1,
  Letter = 2,
  Digit = 3,
  Quote = 4,
  Operator = 5,
}

const CLASS = characterClasses();

function characterClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  for (let c = 0; c <= 32; c++) classes[c] = Class.Space;
  classes[127] = Class.Space;
  for (const c of '_$@`') classes[c.charCodeAt(0)] = Class.Letter;
  for (let c = 65; c <= 90; c++) classes[c] = classes[c + 32] = Class.Letter;
  for (let c = 48; c <= 57; c++) classes[c] = Class.Digit;
  for (const c of '"\'') classes[c.charCodeAt(0)] = Class.Quote;
  for (const c of '+-*/%=!<>&|^.') classes[c.charCodeAt(0)] = Class.Operator;
  return classes;
}

function scan(t: Tokens, from: number, to: number, comments: CommentRange[]): void {
  const { text } = t;
  let gap = from === 0 || text.charCodeAt(from - 1) === 10 ? Gap.NewLine : 0;
  let lineStart = from;
  let p = from;
  while (p < to) {
    const c = text.charCodeAt(p);
    const kind = c < 128 ? CLASS[c] : Class.Letter;
    if (kind === Class.Space) {
      if (c === 10) {
        gap |= Gap.NewLine;
        lineStart = p + 1;
      }
      p++;
      continue;
    }
    if (c === 47 && (text.charCodeAt(p + 1) === 42 || text.charCodeAt(p + 1) === 47)) {
      const end = skipComment(text, p, to);
      noteComment(text, p, end, comments);
      if (gap & Gap.NewLine || text.charCodeAt(p + 1) === 42) lineStart = lineStartAfter(text, p, end, lineStart);
      gap |= Gap.Blank;
      p = end;
      continue;
    }
    if (c === 92) {
      gap |= Gap.Blank;
      p++;
      continue;
    }
    const start = p;
    let token: number = c < 128 ? c : Kind.Word;
    let role = 0;
    if (kind === Class.Letter) {
      p = skipWord(text, p + 1, to);
      token = Kind.Word;
      role = roleOfPart(text, start, p);
    } else if (kind === Class.Digit) {
      p = skipNumber(text, p + 1, to);
      token = Kind.Number;
    } else if (kind === Class.Quote) {
      p = skipQuoted(text, p, to);
      token = c === 34 ? Kind.String : Kind.Char;
    } else if (kind === Class.Operator) {
      const length = operatorLength(text, p, c);
      if (length > 1) token = operatorKind(c, text.charCodeAt(p + 1), length);
      if (c === 46 && isDigit(text.charCodeAt(p + 1))) {
        p = skipNumber(text, p + 1, to);
        token = Kind.Number;
      } else p += length;
    } else if (c === 35 && gap & Gap.NewLine) {
      p = skipDirective(text, p, to);
      token = Kind.Directive;
    } else p++;
    if (start === lineStart) gap |= Gap.ColumnZero;
    push(t, token, role, start, p, gap);
    gap = token === Kind.Directive ? Gap.Blank : 0;
  }
}

function push(t: Tokens, kind: number, role: number, start: number, end: number, gap: number): void {
  const i = t.count;
  if (i === t.kind.length) resize(t, i * 2);
  t.kind[i] = kind;
  t.role[i] = role;
  t.gap[i] = gap;
  t.start[i] = start;
  t.end[i] = end;
  t.count = i + 1;
}

function resize(t: Tokens, size: number): void {
  const { kind, role, gap, start, end } = t;
  Object.assign(t, createTokens(size), { text: t.text, count: t.count });
  t.kind.set(kind);
  t.role.set(role);
  t.gap.set(gap);
  t.start.set(start);
  t.end.set(end);
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

function skipWord(text: string, p: number, to: number): number {
  while (p < to) {
    const c = text.charCodeAt(p);
    if (c < 128 && CLASS[c] !== Class.Letter && CLASS[c] !== Class.Digit) break;
    p++;
  }
  return p;
}

/** A preprocessing number: `1e+5` and `0x1p-3` included. */
function skipNumber(text: string, p: number, to: number): number {
  while (p < to) {
    const c = text.charCodeAt(p);
    if (c !== 46 && (c >= 128 || (CLASS[c] !== Class.Letter && CLASS[c] !== Class.Digit))) break;
    p++;
  }
  return p;
}

function skipQuoted(text: string, p: number, to: number): number {
  const quote = text.charCodeAt(p++);
  while (p < to) {
    const c = text.charCodeAt(p);
    if (c === 10) return p;
    p++;
    if (c === quote) return p;
    if (c === 92) p += text.charCodeAt(p) === 13 && text.charCodeAt(p + 1) === 10 ? 2 : 1;
  }
  return to;
}

function skipComment(text: string, p: number, to: number): number {
  if (text.charCodeAt(p + 1) === 42) {
    const end = text.indexOf('*/', p + 2);
    return end < 0 || end + 2 > to ? to : end + 2;
  }
  for (let end = p; ; end++) {
    end = text.indexOf('\n', end);
    if (end < 0 || end >= to) return to;
    if (text.charCodeAt(end - 1) !== 92) return end;
  }
}

function lineStartAfter(text: string, start: number, end: number, lineStart: number): number {
  const last = text.lastIndexOf('\n', end - 1);
  return last > start ? last + 1 : lineStart;
}

function noteComment(text: string, start: number, end: number, comments: CommentRange[]): void {
  const at = end - start < 9 ? -1 : text.slice(start, end).indexOf('lockctx');
  if (at >= 0) comments.push({ start, end });
}

/** To the end of the line, over continuations, comments and strings. */
function skipDirective(text: string, p: number, to: number): number {
  while (p < to) {
    const c = text.charCodeAt(p);
    if (c === 10) return p;
    if (c === 92) p += text.charCodeAt(p + 1) === 13 && text.charCodeAt(p + 2) === 10 ? 3 : 2;
    else if (c === 34) p = skipQuoted(text, p, to);
    else if (c === 47 && text.charCodeAt(p + 1) === 42) p = skipComment(text, p, to);
    else if (c === 47 && text.charCodeAt(p + 1) === 47) return skipComment(text, p, to);
    else p++;
  }
  return Math.min(p, to);
}

function operatorLength(text: string, p: number, c: number): number {
  const next = text.charCodeAt(p + 1);
  if (c === 46) return next === 46 && text.charCodeAt(p + 2) === 46 ? 3 : 1;
  if (next === 61) return 2;
  if (c === 45 && next === 62) return 2;
  if (next !== c || c === 42 || c === 47 || c === 37 || c === 33 || c === 94) return 1;
  return (c === 60 || c === 62) && text.charCodeAt(p + 2) === 61 ? 3 : 2;
}

function operatorKind(c: number, next: number, length: number): Kind {
  if (c === 46) return Kind.Ellipsis;
  if (c === 45 && next === 62) return Kind.Arrow;
  if (c === 38 && next === 38 && length === 2) return Kind.AndAnd;
  return Kind.Operator;
}
