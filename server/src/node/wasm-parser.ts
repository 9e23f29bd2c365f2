/** tree-sitter's WebAssembly binding as the engine's `Parser`, with the grammar of the native one: for platforms without a prebuilt binding, and for browsers. */

import { Language, Parser as WasmParser, type TreeCursor } from 'web-tree-sitter';
import type { Cursor, Parser, Tree } from '../../../engine/src/syntax/parser.ts';

/** The two modules, as bytes: web-tree-sitter's own and tree-sitter-c's. */
export interface WasmModules {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** Rejects where WebAssembly is switched off or a module is damaged. */
export async function wasmParser({ runtime, grammar }: WasmModules): Promise<Parser> {
  await WasmParser.init({ wasmBinary: runtime });
  const parser = new WasmParser();
  parser.setLanguage(await Language.load(grammar));
  return {
    binding: 'wasm',
    parse(text) {
      const tree = parser.parse(text);
      if (!tree) throw new Error('the parser was interrupted');
      return wrap(tree);
    },
  };
}

/** Cursors hold memory of their own, which the collector cannot see: they go with their tree. */
function wrap(tree: NonNullable<ReturnType<WasmParser['parse']>>): Tree {
  const cursors: TreeCursor[] = [];
  return {
    hasError: tree.rootNode.hasError,
    walk(): Cursor {
      const cursor = tree.walk();
      cursors.push(cursor);
      return cursor;
    },
    delete() {
      for (const cursor of cursors) cursor.delete();
      tree.delete();
    },
  };
}
