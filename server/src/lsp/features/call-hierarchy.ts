/** Call hierarchy along the paths that carry a context, and no others. */

import { SymbolKind, type CallHierarchyIncomingCall, type CallHierarchyItem, type CallHierarchyOutgoingCall, type Position } from 'vscode-languageserver';
import type { CallOutline, FileOutline, FunctionName } from '../../../../engine/src/queries/types.ts';
import type { Location } from '../../../../engine/src/rules/types.ts';
import { rangeOf } from '../ranges.ts';
import { functionAt, labelsOf } from './words.ts';

type UriOf = (place: Location) => string;

/** The function that the position is in. */
export function hierarchyItem(outline: FileOutline, position: Position, uriOf: UriOf): CallHierarchyItem | undefined {
  const fn = functionAt(outline, position);
  return fn && item({ path: outline.path, name: fn.name }, fn.location, fn.endLine, labelsOf(fn.contexts), uriOf);
}

export function incoming(callers: readonly CallOutline[], uriOf: UriOf): CallHierarchyIncomingCall[] {
  return callers.map(({ function: name, location, endLine, labels, calls }) => ({ from: item(name, location, endLine, labels, uriOf), fromRanges: calls.map(rangeOf) }));
}

export function outgoing(callees: readonly CallOutline[], uriOf: UriOf): CallHierarchyOutgoingCall[] {
  return callees.map(({ function: name, location, endLine, labels, calls }) => ({ to: item(name, location, endLine, labels, uriOf), fromRanges: calls.map(rangeOf) }));
}

/** The name that `hierarchyItem` put into an item. */
export function functionNameOf({ data }: CallHierarchyItem): FunctionName {
  return data as FunctionName;
}

function item(name: FunctionName, location: Location, endLine: number, labels: readonly string[], uriOf: UriOf): CallHierarchyItem {
  const selectionRange = rangeOf(location);
  const range = { start: { line: location.line - 1, character: 0 }, end: { line: Math.max(endLine, location.line), character: 0 } };
  return { name: name.name, kind: SymbolKind.Function, detail: labels.join(', '), uri: uriOf(location), range, selectionRange, data: name };
}
