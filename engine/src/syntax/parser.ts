/**
 * The seam between the engine and a tree-sitter binding: native in Node, wasm in a browser or where the native one cannot be loaded.
 * `syntax` talks to this interface only.
 */

/** A depth-first cursor; the names follow tree-sitter's. All offsets are UTF-16 units into the parsed text. */
export interface Cursor {
  readonly nodeType: string;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldName: string | null;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

export interface Tree {
  readonly hasError: boolean;
  walk(): Cursor;
  /** Frees what a wasm binding holds. */
  delete(): void;
}

export interface Parser {
  /** Which binding this is, for `--version` and bug reports. */
  readonly binding: 'native' | 'wasm';
  /** All code goes through the grammar, also what can be read without it: slower, and the same. */
  readonly exhaustive?: boolean;
  parse(text: string): Tree;
}
