/** Edits put into a text. */

import { lineTable, offsetAt } from '../source/range.ts';
import type { Edit } from '../rules/types.ts';

/** All edits of one file; undefined when two of them overlap, for then they do not belong together. */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const lines = lineTable(text);
  const at = (line: number, column: number): number => (line > lines.length ? text.length : offsetAt(lines, { line, column }));
  const ranges = edits
    .map(({ location: l, newText }, order) => ({ start: at(l.line, l.column), end: at(l.endLine, l.endColumn), newText, order }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  let result = '';
  let done = 0;
  for (const { start, end, newText } of ranges) {
    if (start < done || end < start || end > text.length) return undefined;
    result += text.slice(done, start) + newText;
    done = end;
  }
  return result + text.slice(done);
}
