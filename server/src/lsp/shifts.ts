/** Places that stay with their text while it is edited, until the next analysis says better. */

import type { Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Finding, Location } from '../../../engine/src/rules/types.ts';
import { compare, rangeOf } from './ranges.ts';

/** A finding with all its places in `file` moved; undefined where its own place was edited away. */
export function shiftFinding(finding: Finding, file: string, change: TextDocumentContentChangeEvent): Finding | undefined {
  if (!('range' in change) || !change.range) return finding;
  const { range, text } = change;
  const move = (place: Location): Location => (place.file === file ? (shiftPlace(place, range, text) ?? place) : place);
  const location = finding.location.file === file ? shiftPlace(finding.location, range, text) : finding.location;
  if (!location) return undefined;
  const witnesses = finding.witnesses.map((witness) => ({
    ...witness,
    entry: { ...witness.entry, location: move(witness.entry.location) },
    steps: witness.steps.map((step) => ({ ...step, location: move(step.location) })),
  }));
  return { ...finding, location, witnesses };
}

/** Undefined when the replaced range holds part of the place. */
export function shiftPlace(place: Location, replaced: Range, text: string): Location | undefined {
  const { start, end } = rangeOf(place);
  if (compare(replaced.start, end) >= 0) return place;
  if (compare(replaced.end, start) > 0) return undefined;
  const newStart = shiftPosition(start, replaced, text);
  const newEnd = shiftPosition(end, replaced, text);
  return { file: place.file, line: newStart.line + 1, column: newStart.character + 1, endLine: newEnd.line + 1, endColumn: newEnd.character + 1 };
}

function shiftPosition(at: Position, { start, end }: Range, text: string): Position {
  const lines = text.split('\n');
  const line = at.line - end.line + start.line + lines.length - 1;
  if (at.line !== end.line) return { line, character: at.character };
  const last = lines[lines.length - 1].length;
  return { line, character: at.character - end.character + last + (lines.length === 1 ? start.character : 0) };
}
