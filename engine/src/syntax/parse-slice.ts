/** One slice of a file through normalisation and the parser to statements or an expression. */

import type { Expression, Statement } from './ast.ts';
import { convertExpression } from './convert-expressions.ts';
import { convertBody, unknownStatement } from './convert-statements.ts';
import { down, next, typeOf, type Converter } from './converter.ts';
import { readAssignment, readInitializer } from './direct-expressions.ts';
import { giveUp, ordinary, peek, type DirectReader } from './direct-reader.ts';
import { readBlock, readStatements } from './direct-statements.ts';
import type { BranchGroup } from './items.ts';
import { isExpression, NodeType } from './node-types.ts';
import { normalize } from './normalize.ts';
import type { Cursor, Parser } from './parser.ts';
import { Kind, type Tokens } from './tokens.ts';

/** Beyond this, an item is data or garbage. */
export const LIMIT = 1 << 20;

export interface Slice {
  readonly parser: Parser;
  readonly tokens: Tokens;
  /** Tokens [from, to), brackets matched. */
  readonly from: number;
  readonly to: number;
  /** Offsets of the text. */
  readonly start: number;
  readonly end: number;
  readonly groups: readonly BranchGroup[];
}

export interface Parsed<T> {
  readonly value: T;
  readonly damaged: boolean;
}

/** A function's body with its braces. */
export function parseBlock(slice: Slice): Parsed<Statement[]> {
  const read = direct(slice, -1, (d) => {
    const block = readBlock(d);
    return d.i === d.to && block.kind === 'block' ? [...block.body] : giveUp();
  });
  if (read) return { value: read, damaged: false };
  return parse(slice, 'void f()', '', true, (c) => {
    if (findBlock(c)) return convertBody(c);
    return [unknownStatement(c)];
  });
}

/** Statements, or an expression, without braces: a macro's text. */
export function parseLoose(slice: Slice): Parsed<Statement[]> {
  const read = direct(slice, slice.end + 1, (d) => readStatements(d, d.to));
  if (read) return { value: read, damaged: false };
  return parse(slice, 'void f(){', ';}', true, (c) => (findBlock(c) ? convertBody(c) : []));
}

/** The right side of an initialiser, or any expression. */
export function parseValue(slice: Slice): Parsed<Expression | undefined> {
  const read = direct(slice, -1, (d) => {
    const value = peek(d) === Kind.OpenBrace ? readInitializer(d) : readAssignment(d);
    return d.i === d.to ? value : giveUp();
  });
  if (read) return { value: read, damaged: false };
  return parse(slice, 'int x=', ';', false, (c) => {
    while (down(c)) {
      do {
        const type = typeOf(c);
        const name = type === NodeType.Other ? c.cursor.nodeType : '';
        if (type === NodeType.Declaration || name === 'init_declarator') break;
        if (isExpression(type) && c.cursor.startIndex >= 6) return convertExpression(c);
      } while (next(c));
    }
    return undefined;
  });
}

/** `appended` as in `DirectReader`. */
function direct<T>({ parser, tokens, from, to, start, end, groups }: Slice, appended: number, read: (d: DirectReader) => T): T | undefined {
  if (parser.exhaustive) return undefined;
  const inside = groups.length ? groups.filter((g) => g[0] >= start && g[0] < end) : groups;
  return ordinary(() => read({ t: tokens, i: from, to, groups: inside, appended }));
}

function parse<T>(slice: Slice, prefix: string, suffix: string, atStart: boolean, convert: (c: Converter) => T): Parsed<T> {
  const { parser, tokens, from, to, start, end, groups } = slice;
  const { text, marks } = normalize(tokens, from, to, start, end, atStart);
  const tree = parser.parse(prefix + text + suffix);
  try {
    const damaged = tree.hasError;
    const cursor: Cursor = tree.walk();
    const inside = groups.filter((g) => g[0] >= start && g[0] < end);
    return { value: convert({ cursor, source: tokens.text, tokens, base: start - prefix.length, marks, damaged, groups: inside }), damaged };
  } finally {
    tree.delete();
  }
}

/** Moves from the root to the function's block; stays at the root if the tree has another shape. */
function findBlock(c: Converter): boolean {
  const { cursor } = c;
  if (!cursor.gotoFirstChild()) return false;
  if (cursor.nodeType === 'function_definition' && cursor.gotoFirstChild()) {
    do {
      if (typeOf(c) === NodeType.Compound) return true;
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  cursor.gotoParent();
  return false;
}
