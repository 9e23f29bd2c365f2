/** Source for code frames and fixes, read again from disk when a finding is printed. */

import { join } from 'node:path';
import { extractFacts } from '../../../engine/src/facts/extract.ts';
import type { Sources } from '../../../engine/src/edited-program.ts';
import { nativeParser } from '../node/native-parser.ts';
import { readSource } from '../node/read-source.ts';

/** `line` counts from 1; undefined where the file cannot be read any more. */
export type SourceLines = (file: string, line: number) => string | undefined;

const KEPT = 16;

/** Whole files by path relative to `root`, the last few kept; undefined where one cannot be read any more. */
export function sourceTexts(root: string): (file: string) => string | undefined {
  const kept = new Map<string, string | undefined>();
  return (file) => {
    if (!kept.has(file)) {
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
      kept.set(file, readSource(join(root, file)).text);
    }
    return kept.get(file);
  };
}

/** Texts on disk, and the parser for what a fix makes of them. */
export function sourcesOf(root: string): Sources {
  const parser = nativeParser();
  return { textOf: sourceTexts(root), extract: (path, text) => extractFacts(parser, { path, text }) };
}

export function sourceLines(root: string): SourceLines {
  const kept = new Map<string, readonly string[]>();
  return (file, line) => {
    let lines = kept.get(file);
    if (!lines) {
      lines = (readSource(join(root, file)).text ?? '').split(/\r?\n/);
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
      kept.set(file, lines);
    }
    return lines[line - 1];
  };
}
