/** Places between the engine (1-based, relative to a root) and LSP (0-based, URIs); both count UTF-16 units. */

import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Location, Position, Range } from 'vscode-languageserver';
import type { Location as Place } from '../../../engine/src/source/location.ts';

export function rangeOf({ line, column, endLine, endColumn }: Place): Range {
  return { start: { line: line - 1, character: column - 1 }, end: { line: endLine - 1, character: Math.max(endColumn - 1, line === endLine ? column - 1 : 0) } };
}

export function locationOf(root: string, place: Place): Location {
  return { uri: uriOf(join(root, place.file)), range: rangeOf(place) };
}

export function uriOf(absolute: string): string {
  return pathToFileURL(absolute).href;
}

/** Undefined for what is no file on this machine. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
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
