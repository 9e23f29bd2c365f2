/** tree-sitter's native binding as the engine's `Parser`. */

import { createRequire } from 'node:module';
import type { Cursor, Tree } from '../../../engine/src/syntax/parser.ts';
import type { HostParser } from './host-parser.ts';

interface NativeTree {
  readonly rootNode: { readonly hasError: boolean };
  walk(): Cursor;
}

interface NativeParser {
  setLanguage(language: unknown): void;
  setTimeoutMicros(microseconds: number): void;
  parse(text: string, old: null, options: { bufferSize: number }): NativeTree | null;
  reset(): void;
}

/**
 * A thread that is terminated while it is inside the binding takes the whole process with it: so the binding itself gives up in time.
 * Milliseconds.
 */
export interface ParseLimits {
  readonly one: number;
  /** All since `startFile`. */
  readonly file: number;
}

const defaultLimits: ParseLimits = { one: 10_000, file: Infinity };

/** A parse that took this many times its limit was not slow: the process stood still (Ctrl-Z). */
const STOOD_STILL = 2;

/** Throws where no prebuilt binding loads. tree-sitter 0.22.4 reads grammars up to ABI 14: hence tree-sitter-c 0.23.6, not newer. */
export function nativeParser(limits: ParseLimits = defaultLimits): HostParser {
  const require = createRequire(import.meta.url);
  const Native = require('tree-sitter') as new () => NativeParser;
  const parser = new Native();
  parser.setLanguage(require('tree-sitter-c'));
  parser.setTimeoutMicros(limits.one * 1000);
  let spent = 0;
  let hasGivenUp = false;

  function giveUp(reason: string): never {
    hasGivenUp = true;
    throw new Error(reason);
  }

  /** Undefined: given up. The binding copies at most `bufferSize` bytes of UTF-16 at a time, and older ones fail beyond 32 KiB. */
  function attempt(text: string): NativeTree | undefined {
    const tree = parser.parse(text, null, { bufferSize: Math.max(4096, text.length * 2 + 2) });
    if (tree) return tree;
    parser.reset();
    return undefined;
  }

  return {
    binding: 'native',
    parse(text) {
      if (spent > limits.file) giveUp(`takes more than ${limits.file / 1000} s to parse`);
      const begin = performance.now();
      let tree = attempt(text);
      const elapsed = performance.now() - begin;
      if (elapsed < STOOD_STILL * limits.one) spent += elapsed;
      else tree ??= attempt(text);
      if (!tree) giveUp(`a part of it takes more than ${limits.one / 1000} s to parse`);
      return wrap(tree);
    },
    startFile() {
      spent = 0;
      hasGivenUp = false;
    },
    hasGivenUp: () => hasGivenUp,
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
