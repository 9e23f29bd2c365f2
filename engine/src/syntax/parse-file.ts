/** A file's text → its definitions. Total: any text at all gives a result, with problems for what could not be read. */

import type { Definition, FunctionDefinition, ParsedFile } from './ast.ts';
import { parseFunction } from './function-items.ts';
import { ItemKind, splitItems, type Item, type SplitFile } from './items.ts';
import { parseMacro } from './macro-items.ts';
import { parseOther } from './other-items.ts';
import { LIMIT } from './parse-slice.ts';
import type { Parser } from './parser.ts';
import { matchBrackets } from './brackets.ts';

/** What bpftool makes of the kernel's types: megabytes in which no code and no lock is, beyond names that mean the same without it. */
const TYPE_DUMP = /^\s*(\/\*[^]{0,400}?\*\/\s*)?#ifndef __VMLINUX_H__\s/;
const nothing: ParsedFile = { definitions: [], problems: [], comments: [], functions: 0, damaged: 0 };

export function parseFile(parser: Parser, text: string): ParsedFile {
  if (TYPE_DUMP.test(text.slice(0, 600))) return nothing;
  const split = splitItems(text);
  const definitions: Definition[] = [];
  const problems = [...split.problems];
  const problem = (start: number, message: string): void => void problems.push({ start, message });
  for (const item of split.items) {
    guarded(problem, split.tokens.start[item.from], () => parseItem(parser, split, item, definitions, problem));
  }
  for (const define of split.defines) {
    guarded(problem, define.start, () => {
      const macro = parseMacro(parser, text, define);
      if (macro) definitions.push(macro);
    });
  }
  definitions.sort((a, b) => a.start - b.start || a.end - b.end);
  problems.sort((a, b) => a.start - b.start);
  const functions = definitions.filter((d): d is FunctionDefinition => d.kind === 'function' && d.form !== 'macro');
  const comments = split.comments.map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
  return { definitions, problems, comments, functions: functions.length, damaged: functions.filter((f) => f.damaged).length };
}

function parseItem(parser: Parser, split: SplitFile, item: Item, definitions: Definition[], problem: (start: number, message: string) => void): void {
  const { tokens, groups } = split;
  matchBrackets(tokens, item.from, item.to);
  if (item.kind === ItemKind.Other) return parseOther({ parser, tokens, problem }, item, definitions);
  const start = tokens.start[item.from];
  if (tokens.end[item.to - 1] - start > LIMIT) return problem(start, 'function too large, skipped');
  const definition = parseFunction(parser, tokens, item, groups);
  if (definition.damaged) problem(start, `${definition.name || 'a function'} could not be read completely`);
  definitions.push(definition);
}

/** Deeply nested text can exhaust the stack; nothing else is expected to throw, and nothing may escape. */
function guarded(problem: (start: number, message: string) => void, start: number, work: () => void): void {
  try {
    work();
  } catch (error) {
    problem(start, `could not be read: ${error instanceof Error ? error.message : 'unknown error'}`);
  }
}
