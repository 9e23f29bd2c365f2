/** Reads `lockctx-ignore RULE[, RULE]: reason` comments. */

import type { Comment } from '../syntax/ast.ts';
import type { Suppression } from './types.ts';

const pattern = /lockctx-ignore\s+([\w*-]+(?:\s*,\s*[\w*-]+)*)\s*(?::\s*([^\n]*?))?\s*(?:\*\/|\n|$)/g;

export function suppressionsOf(comments: readonly Comment[], lineOf: (offset: number) => number): Suppression[] {
  return comments.flatMap((comment) =>
    [...comment.text.matchAll(pattern)].map((match) => ({
      line: lineOf(comment.start + match.index),
      rules: match[1].split(',').map((name) => name.trim()),
      reason: (match[2] ?? '').trim(),
    })),
  );
}
