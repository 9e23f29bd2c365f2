/** The text of one function as tokens: where calls, arguments and statements begin and end, and edits between them. */

import type { Edit, Location } from '../rules/types.ts';
import type { FunctionFacts } from '../facts/types.ts';
import { decodePlace } from '../facts/pool.ts';
import type { Site } from '../program/function-view.ts';
import { lineTable, offsetAt, positionAt, type LineTable } from '../source/range.ts';
import { matchBrackets } from '../syntax/brackets.ts';
import { Kind, tokenAt, tokenize, word, type Tokens } from '../syntax/tokens.ts';

/** Token numbers. `args` are half-open token ranges. */
export interface CallText {
  readonly name: number;
  readonly open: number;
  readonly close: number;
  readonly args: readonly (readonly [from: number, to: number])[];
}

/** A statement `f(…);` or `return …;`: token numbers of its first token and its semicolon. */
export interface StatementText {
  readonly first: number;
  readonly last: number;
  /** It is the whole body of an `if`, `else` or loop, without braces. */
  readonly isControlled: boolean;
}

const controllers = new Set(['if', 'while', 'for', 'switch']);

/** Made anew for each request; nothing of it is kept. `open` and `close` are -1 where the braces of the body do not pair. */
export class FunctionText {
  readonly tokens: Tokens;
  readonly lines: LineTable;
  /** End of line as the file writes it. */
  readonly newLine: string;
  /** Token numbers of the body's braces. */
  readonly open: number;
  readonly close: number;

  constructor(readonly path: string, readonly text: string, facts: FunctionFacts) {
    this.lines = lineTable(text);
    this.newLine = text.includes('\r\n') ? '\r\n' : '\n';
    const start = offsetAt(this.lines, { line: facts.line, column: decodePlace(facts.place).column });
    const end = facts.endLine < this.lines.length ? this.lines[facts.endLine] : text.length;
    this.tokens = tokenize(text, start, end, []);
    matchBrackets(this.tokens, 0, this.tokens.count);
    this.open = this.bodyStart();
    this.close = this.open === -1 ? -1 : this.tokens.close[this.open];
  }

  /** The first brace outside parentheses. */
  private bodyStart(): number {
    const { tokens } = this;
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kind[i] === Kind.Open) i = tokens.close[i];
      else if (tokens.kind[i] === Kind.OpenBrace) return tokens.close[i] < tokens.count ? i : -1;
    }
    return -1;
  }

  word(token: number): string {
    return token >= 0 && token < this.tokens.count ? word(this.tokens, token) : '';
  }

  /** The token that begins at a site; -1 where none does. */
  tokenAt(site: Pick<Site, 'line' | 'column'>): number {
    const offset = offsetAt(this.lines, site);
    const token = tokenAt(this.tokens, offset);
    return token < this.tokens.count && this.tokens.start[token] === offset ? token : -1;
  }

  /** The call whose callee is the word `name` at a site. */
  call(site: Site, name: string): CallText | undefined {
    const at = this.tokenAt(site);
    return at !== -1 && this.word(at) === name ? this.callAt(at) : undefined;
  }

  callAt(name: number): CallText | undefined {
    const { kind, close, count } = this.tokens;
    const open = name + 1;
    if (kind[open] !== Kind.Open || close[open] >= count) return undefined;
    const args: [number, number][] = [];
    let from = open + 1;
    for (let i = from; i <= close[open]; i++) {
      if (i < close[open] && (kind[i] === Kind.Open || kind[i] === Kind.OpenSquare || kind[i] === Kind.OpenBrace)) i = close[i];
      else if (kind[i] === Kind.Comma || i === close[open]) {
        if (i > from || kind[i] === Kind.Comma) args.push([from, i]);
        from = i + 1;
      }
    }
    return { name, open, close: close[open], args };
  }

  /** `[from, to)` as written. */
  slice(from: number, to: number): string {
    return from < to ? this.text.slice(this.tokens.start[from], this.tokens.end[to - 1]) : '';
  }

  /** The statement that begins with token `first`, if one does, and ends with the semicolon after its brackets. */
  statement(first: number): StatementText | undefined {
    const { kind, close, count } = this.tokens;
    let last = first;
    while (last < count && kind[last] !== Kind.Semicolon) {
      if (kind[last] === Kind.CloseBrace || kind[last] === Kind.Directive) return undefined;
      if (kind[last] === Kind.Open || kind[last] === Kind.OpenBrace || kind[last] === Kind.OpenSquare) last = close[last];
      last++;
    }
    const begin = this.beginning(first);
    return last < count && begin ? { first, last, isControlled: begin === 'controlled' } : undefined;
  }

  /** Whether a statement begins at a token, by what stands before it. */
  private beginning(first: number): 'free' | 'controlled' | undefined {
    const before = first - 1;
    switch (this.tokens.kind[before]) {
      case Kind.Semicolon: case Kind.OpenBrace: case Kind.CloseBrace: return 'free';
      case Kind.Colon: return this.isLabel(before) ? 'free' : undefined;
      case Kind.Word: return /^(else|do)$/.test(this.word(before)) ? 'controlled' : undefined;
      case Kind.Close: return this.isHeader(before) ? 'controlled' : undefined;
      default: return undefined;
    }
  }

  /** `label:` or `case X:` or `default:`, not the colon of `a ? b : c`. */
  private isLabel(colon: number): boolean {
    let i = colon - 1;
    while (i > 0 && ![Kind.Semicolon, Kind.OpenBrace, Kind.CloseBrace].includes(this.tokens.kind[i]) && this.tokens.kind[i] !== Kind.Question) i--;
    return this.tokens.kind[i] !== Kind.Question && (i === colon - 2 || /^(case|default)$/.test(this.word(i + 1)));
  }

  private isHeader(close: number): boolean {
    let open = close - 1;
    while (open > 0 && this.tokens.close[open] !== close) open--;
    const name = this.word(open - 1);
    return controllers.has(name) || /(^|_)(for_each|each)(_|$)/.test(name);
  }

  /** Number of braces open around a token, 1 directly in the body. */
  depth(token: number): number {
    let depth = 0;
    for (let i = this.open; i < token; i++)
      if (this.tokens.kind[i] === Kind.OpenBrace && this.tokens.close[i] >= token) depth++;
    return depth;
  }

  lineOf(token: number): number {
    return positionAt(this.lines, this.tokens.start[token]).line;
  }

  /** White space before the first character of a token's line. */
  indent(token: number): string {
    const start = this.lines[this.lineOf(token) - 1];
    return /^[ \t]*/.exec(this.text.slice(start, this.tokens.start[token]))![0];
  }

  /** A token is the first thing on its line. */
  beginsLine(token: number): boolean {
    const start = this.lines[this.lineOf(token) - 1];
    return this.text.slice(start, this.tokens.start[token]).trim() === '';
  }

  /** One level deeper than `indent`, as the file indents. */
  deeper(indent: string): string {
    if (indent.includes('\t') || this.open === -1) return `${indent}\t`;
    const first = this.open + 1 < this.close ? this.indent(this.open + 1) : '\t';
    return first.includes('\t') ? `${indent}\t` : indent + (first || '    ');
  }

  /** Replaces the text of tokens `[from, to)`. */
  replace(from: number, to: number, newText: string): Edit {
    return this.replaceRange(this.tokens.start[from], this.tokens.end[to - 1], newText);
  }

  insertAfter(token: number, newText: string): Edit {
    return this.replaceRange(this.tokens.end[token], this.tokens.end[token], newText);
  }

  /** New lines behind a token's line; right behind the token where more code stands on its line. */
  insertLinesAfter(token: number, newLines: string): Edit {
    const end = this.tokens.end[token];
    const line = this.text.slice(end, (this.lines[this.lineOf(token)] ?? this.text.length + 1) - 1).trimEnd();
    const at = token + 1 < this.tokens.count && this.lineOf(token + 1) === this.lineOf(token) ? end : end + line.length;
    return this.replaceRange(at, at, this.newLine + newLines);
  }

  insertBefore(token: number, newText: string): Edit {
    return this.replaceRange(this.tokens.start[token], this.tokens.start[token], newText);
  }

  /** Removes the lines from the one where `first` begins to the one where `last` ends. */
  removeLines(first: number, last: number): Edit {
    const from = this.lineOf(first);
    const to = positionAt(this.lines, this.tokens.end[last] - 1).line;
    return { location: { file: this.path, line: from, column: 1, endLine: to + 1, endColumn: 1 }, newText: '' };
  }

  replaceRange(start: number, end: number, newText: string): Edit {
    return { location: this.location(start, end), newText };
  }

  private location(start: number, end: number): Location {
    const from = positionAt(this.lines, start);
    const to = positionAt(this.lines, end);
    return { file: this.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }
}
