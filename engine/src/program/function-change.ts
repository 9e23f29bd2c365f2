/** What an edit did to the functions of a file: positions aside, which are others now, and which names mean something else to their users. */

import { Expr, EXPR_SIZE, OP_SIZE } from '../facts/types.ts';
import { optionsOf } from './built-with.ts';
import { isStub } from './function-table.ts';
import { mayBePure } from './pure-functions.ts';
import type { FunctionId, ProgramFunction } from './types.ts';

export interface FunctionDifference {
  /** New ones among them. */
  readonly changed: readonly FunctionId[];
  readonly names: readonly string[];
}

/** A function of both lists is known by its id. */
export function compareFunctions(before: readonly ProgramFunction[], after: readonly ProgramFunction[]): FunctionDifference {
  const old = new Map(before.map((fn) => [fn.id, fn]));
  const changed: FunctionId[] = [];
  const names = new Set<string>();
  for (const fn of after) {
    const former = old.get(fn.id);
    old.delete(fn.id);
    const isSame = former !== undefined && hasSameBody(former, fn);
    if (!isSame) changed.push(fn.id);
    if (!former || !looksSame(former, fn) || (!isSame && (isConstant(fn) || mayBePure(fn)))) names.add(fn.name);
  }
  for (const gone of old.values()) names.add(gone.name);
  return { changed, names: [...names] };
}

/** A macro that stands for a value is read where it is used, as are calls in a function that may be pure. */
function isConstant({ facts }: ProgramFunction): boolean {
  return facts.attributes.includes('object-like');
}

/** To those who call it or look for its name. */
function looksSame(a: ProgramFunction, b: ProgramFunction): boolean {
  const [f, g] = [a.facts, b.facts];
  return f.form === g.form && f.static === g.static && textOf(a, f.returns) === textOf(b, g.returns) && isConstant(a) === isConstant(b) && isStub(f, a.file) === isStub(g, b.file) && mayBePure(a) === mayBePure(b)
    && isSameList(optionsOf(f), optionsOf(g));
}

function hasSameBody(a: ProgramFunction, b: ProgramFunction): boolean {
  const [f, g] = [a.facts, b.facts];
  return looksSame(a, b) && f.inline === g.inline && f.parameters === g.parameters && f.codeLength === g.codeLength && f.expressionCount === g.expressionCount
    && isSameList(f.attributes, g.attributes) && isSameList(variablesOf(a), variablesOf(b)) && hasSameCode(a, b) && hasSameExpressions(a, b);
}

function hasSameCode(a: ProgramFunction, b: ProgramFunction): boolean {
  for (let i = 0; i < a.facts.codeLength * OP_SIZE; i++) if (a.file.code[a.facts.code * OP_SIZE + i] !== b.file.code[b.facts.code * OP_SIZE + i]) return false;
  return true;
}

/** Which fields of an expression are numbers of strings, by kind. */
const strings: Readonly<Partial<Record<Expr, 1 | 2>>> = { [Expr.Global]: 1, [Expr.Number]: 1, [Expr.Text]: 1, [Expr.Type]: 1, [Expr.Member]: 2, [Expr.Cast]: 2 };

function hasSameExpressions(a: ProgramFunction, b: ProgramFunction): boolean {
  for (let id = 0; id < a.facts.expressionCount; id++) {
    const x = (a.facts.expressions + id) * EXPR_SIZE;
    const y = (b.facts.expressions + id) * EXPR_SIZE;
    const kind: Expr = a.file.expressions[x];
    if (kind !== b.file.expressions[y]) return false;
    if (kind === Expr.Call) {
      if (!hasSameArguments(a, b, x, y)) return false;
      continue;
    }
    for (let field = 1; field < EXPR_SIZE; field++) {
      const [left, right] = [a.file.expressions[x + field], b.file.expressions[y + field]];
      if (strings[kind] === field ? textOf(a, left) !== textOf(b, right) : left !== right) return false;
    }
  }
  return true;
}

/** Arguments stand in a list of the file's. */
function hasSameArguments(a: ProgramFunction, b: ProgramFunction, x: number, y: number): boolean {
  const [callee, first, count] = a.file.expressions.subarray(x + 1, x + 4);
  const [otherCallee, otherFirst, otherCount] = b.file.expressions.subarray(y + 1, y + 4);
  if (callee !== otherCallee || count !== otherCount) return false;
  for (let n = 0; n < count; n++) if (a.file.lists[first + n] !== b.file.lists[otherFirst + n]) return false;
  return true;
}

function variablesOf(fn: ProgramFunction): string[] {
  return fn.facts.variables.map((id) => textOf(fn, id));
}

function textOf({ file }: ProgramFunction, id: number): string {
  return file.strings[id];
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}
