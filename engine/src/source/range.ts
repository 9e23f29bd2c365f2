/** Offsets and lines: a file's line table and the 1-based positions made from it. */

/** Half-open range of UTF-16 offsets into a file's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** 1-based; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Offsets at which lines begin; entry 0 is 0. */
export type LineTable = readonly number[];

export function lineTable(text: string): LineTable {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

export function positionAt(lines: LineTable, offset: number): Position {
  const line = lineAt(lines, offset);
  return { line: line + 1, column: offset - lines[line] + 1 };
}

/** Index of the line that an offset is on. */
export function lineAt(lines: LineTable, offset: number): number {
  let low = 0;
  let high = lines.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lines[middle] <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** Offset of a 1-based position; a column past the end of its line is not clipped. */
export function offsetAt(lines: LineTable, position: Position): number {
  const line = Math.min(Math.max(position.line, 1), lines.length);
  return lines[line - 1] + position.column - 1;
}
