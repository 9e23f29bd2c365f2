/** tree-sitter's native binding as the engine's `Parser`. */

import { createRequire } from 'node:module';
import type { Cursor, Parser, Tree } from '../../../engine/src/syntax/parser.ts';

interface NativeTree {
  readonly rootNode: { readonly hasError: boolean };
  walk(): Cursor;
}

interface NativeParser {
  setLanguage(language: unknown): void;
  parse(text: string, old: null, options: { bufferSize: number }): NativeTree;
}

/** Throws where no prebuilt binding loads. tree-sitter 0.22.4 reads grammars up to ABI 14: hence tree-sitter-c 0.23.6, not newer. */
export function nativeParser(): Parser {
  const require = createRequire(import.meta.url);
  const Native = require('tree-sitter') as new () => NativeParser;
  const parser = new Native();
  parser.setLanguage(require('tree-sitter-c'));
  return {
    binding: 'native',
    parse(text) {
      // The binding copies at most `bufferSize` bytes of UTF-16 at a time, and older ones fail beyond 32 KiB.
      return wrap(parser.parse(text, null, { bufferSize: Math.max(4096, text.length * 2 + 2) }));
    },
  };
}

/**
 * Trees live outside of V8's heap, the binding cannot free them by hand, and Node runs their finalisers only when the event loop turns:
 * a loop over files that never awaits this keeps every tree (some 80 KB a function) until the process is killed.
 */
export function releaseTrees(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function wrap(tree: NativeTree): Tree {
  return { hasError: tree.rootNode.hasError, walk: () => tree.walk(), delete: () => undefined };
}
