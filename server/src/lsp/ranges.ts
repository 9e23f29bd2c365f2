/** Ranges of the engine (1-based) as LSP has them (0-based); both count UTF-16 units. Needs no file system. */

import type { Position, Range } from 'vscode-languageserver';
import type { Location as Place } from '../../../engine/src/source/location.ts';

export function rangeOf({ line, column, endLine, endColumn }: Place): Range {
  return { start: { line: line - 1, character: column - 1 }, end: { line: endLine - 1, character: Math.max(endColumn - 1, line === endLine ? column - 1 : 0) } };
}

export function contains({ start, end }: Range, at: Position): boolean {
  return compare(start, at) <= 0 && compare(at, end) <= 0;
}

export function overlaps(a: Range, b: Range): boolean {
  return compare(a.start, b.end) <= 0 && compare(b.start, a.end) <= 0;
}

export function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
