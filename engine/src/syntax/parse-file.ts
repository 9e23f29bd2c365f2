/** A file's text → its definitions. Total: any text at all gives a result, with problems for what could not be read. */

import type { Definition, FunctionDefinition, ParsedFile } from './ast.ts';
import { parseFunction } from './function-items.ts';
import { ItemKind, splitItems, type BranchGroup, type Item, type OptionalText } from './items.ts';
import { parseMacro } from './macro-items.ts';
import { parseOther, type ItemContext } from './other-items.ts';
import { LIMIT } from './parse-slice.ts';
import type { Parser } from './parser.ts';
import { matchBrackets } from './brackets.ts';
import { createTokens, type CommentRange } from './tokens.ts';

/** What bpftool makes of the kernel's types: megabytes in which no code and no lock is, beyond names that mean the same without it. */
const TYPE_DUMP = /^\s*(\/\*[^]{0,400}?\*\/\s*)?#ifndef __VMLINUX_H__\s/;
/** For the tokens of one file after the other. */
const room = createTokens();

const nothing: FileOutline = { problems: [], comments: [], functions: 0, damaged: 0 };

/** What there is to say of a file beside its definitions. */
export type FileOutline = Omit<ParsedFile, 'definitions'>;

/** All at once. */
export function parseFile(parser: Parser, text: string): ParsedFile {
  const definitions: Definition[] = [];
  return { ...readFile(parser, text, (d) => void definitions.push(d)), definitions };
}

/** Hands the definitions over in the order in which they begin; none is kept, so that what is made of one may go before the next is read. */
export function readFile(parser: Parser, text: string, onDefinition: (definition: Definition) => void): FileOutline {
  if (TYPE_DUMP.test(text.slice(0, 600))) return nothing;
  const { tokens, items, groups, optional, defines, problems: found, comments } = splitItems(text, room);
  const problems = [...found];
  const problem = (start: number, message: string): void => void problems.push({ start, message });
  let functions = 0;
  let damaged = 0;

  function readItem(item: Item): void {
    const definitions: Definition[] = [];
    guarded(problem, tokens.start[item.from], () => parseItem({ parser, tokens, problem }, groups, item, definitions));
    for (const definition of definitions) {
      if (definition.kind === 'function') {
        functions++;
        if (definition.damaged) damaged++;
      }
      onDefinition(withOptions(definition, optional));
    }
  }

  function readDefine(define: CommentRange): void {
    let macro: FunctionDefinition | undefined;
    guarded(problem, define.start, () => void (macro = parseMacro(parser, text, define)));
    if (macro) onDefinition(withOptions(macro, optional));
  }

  let nextDefine = 0;
  for (const item of items) {
    for (const start = tokens.start[item.from]; nextDefine < defines.length && defines[nextDefine].start < start; nextDefine++) readDefine(defines[nextDefine]);
    readItem(item);
  }
  while (nextDefine < defines.length) readDefine(defines[nextDefine++]);
  problems.sort((a, b) => a.start - b.start);
  return { problems, comments: comments.map(({ start, end }) => ({ start, end, text: text.slice(start, end) })), functions, damaged };
}

/** The options around it, among its attributes. */
function withOptions(d: Definition, optional: readonly OptionalText[]): Definition {
  if (d.kind !== 'function') return d;
  const around = optional.filter(({ start, end }) => start < d.start && d.start < end);
  return around.length ? { ...d, attributes: [...d.attributes, ...around.map(({ option: { name, isOn } }) => `#${isOn ? '' : '!'}${name}`)] } : d;
}

function parseItem(context: ItemContext, groups: readonly BranchGroup[], item: Item, definitions: Definition[]): void {
  const { parser, tokens, problem } = context;
  matchBrackets(tokens, item.from, item.to);
  if (item.kind === ItemKind.Other) return parseOther(context, item, definitions);
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
