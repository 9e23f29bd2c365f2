/** Lines of source files for output, read when they are asked for. */

import { join } from 'node:path';
import { readSource } from './read-source.ts';

/** Files kept: a finding and its proofs touch a few, findings come sorted by file. */
const KEPT = 32;

/** Gives back line `number` (1-based) of `file` (relative to the root) without its end; undefined where there is none. */
export function createLineReader(root: string): (file: string, number: number) => string | undefined {
  const kept = new Map<string, readonly string[]>();
  return (file, number) => {
    const lines = kept.get(file) ?? (readSource(join(root, file)).text ?? '').split(/\r?\n/);
    kept.delete(file);
    kept.set(file, lines);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return lines[number - 1];
  };
}
