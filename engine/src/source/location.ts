/** A range in a file, as people and other programs are told of it. */

/** 1-based, end exclusive; columns count UTF-16 units; `file` is relative to the workspace root. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
