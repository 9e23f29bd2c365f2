/** What conversion carries along: the cursor, the file's text and tokens, and what normalisation marked. */

import type { Mark } from './normalize.ts';
import { NodeType, nodeTypeOf } from './node-types.ts';
import type { Cursor } from './parser.ts';
import { tokenAt, type Tokens } from './tokens.ts';
import type { TypeName } from './ast.ts';
import { readTypeName } from './declarations.ts';
import type { BranchGroup } from './items.ts';

export interface Converter {
  readonly cursor: Cursor;
  readonly source: string;
  readonly tokens: Tokens;
  /** File offset of index 0 of the parsed text. */
  readonly base: number;
  readonly marks: ReadonlyMap<number, Mark>;
  /** The tree has errors, so any child may be an ERROR node. */
  readonly damaged: boolean;
  readonly groups: readonly BranchGroup[];
}

export function start(c: Converter): number {
  return c.cursor.startIndex + c.base;
}

export function end(c: Converter): number {
  return c.cursor.endIndex + c.base;
}

export function typeOf(c: Converter): NodeType {
  return nodeTypeOf(c.cursor.nodeType);
}

/** To the first child that is no ERROR. */
export function down(c: Converter): boolean {
  if (!c.cursor.gotoFirstChild()) return false;
  if (!c.damaged || skipErrors(c)) return true;
  c.cursor.gotoParent();
  return false;
}

/** To the next sibling that is no ERROR. */
export function next(c: Converter): boolean {
  return c.cursor.gotoNextSibling() && (!c.damaged || skipErrors(c));
}

function skipErrors({ cursor }: Converter): boolean {
  while (cursor.nodeType === 'ERROR') if (!cursor.gotoNextSibling()) return false;
  return true;
}

export function up(c: Converter): void {
  c.cursor.gotoParent();
}

/** The type written in a part of the file. */
export function typeAt(c: Converter, from: number, to: number): TypeName {
  return readTypeName(c.tokens, tokenAt(c.tokens, from), tokenAt(c.tokens, to));
}
