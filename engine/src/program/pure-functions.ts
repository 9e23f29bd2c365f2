/**
 * Functions, and macros written like one, that only compute something from their arguments and from memory: `need_lock(dev)` asked
 * twice answers the same, as `dev->need_lock` would. A key names their result like a member, so that branches on it agree with each other, within a function
 * and across calls. Where it gives back a place that its arguments lead to, the key is that place's own: `to_foo(work)` is
 * `container_of(work, struct foo, work)`.
 */

import { Expr, EXPR_SIZE, Op, OP_SIZE, type FileFacts } from '../facts/types.ts';
import type { FunctionTable } from './function-table.ts';
import { hasOwnNames, type FunctionView } from './function-view.ts';
import type { FunctionId, ProgramFunction } from './types.ts';

export interface PureFunctions {
  isPure(name: string, file: FileFacts): boolean;
  /** Key of the place that a pure function gives back, in its own terms; undefined where it does more than find one. */
  placeOf(name: string, file: FileFacts): string | undefined;
  /** The pure function of that name, if it has a body of its own. */
  bodyOf(name: string, file: FileFacts): FunctionView | undefined;
}

interface Given {
  readonly table: FunctionTable;
  /** Pure by a row of the tables, whatever its body says. */
  readonly isKnown: (name: string) => boolean;
  /** Whether some row says that a call of it does more than compute. */
  readonly hasEffect: (name: string) => boolean;
  viewOf(id: FunctionId): FunctionView;
  /** What was found holds for good: nothing is going to be edited. */
  readonly isFinal: boolean;
}

/** Getters are short, and call few others. */
const MAX_OPERATIONS = 24;
const MAX_DEPTH = 3;

export function createPureFunctions({ table, isKnown, hasEffect, viewOf, isFinal }: Given): PureFunctions {
  const known: (boolean | undefined)[] = [];
  const places: (string | undefined)[] = [];

  function isPureAt(name: string, file: FileFacts, depth: number): boolean {
    if (isKnown(name)) return true;
    if (depth > MAX_DEPTH || name === '' || hasEffect(name)) return false;
    const ids = table.resolve(name, file);
    return ids.length > 0 && ids.every((id) => (isFinal ? (known[id] ??= isPureBody(id, depth)) : isPureBody(id, depth)));
  }

  function isPureBody(id: FunctionId, depth: number): boolean {
    const fn = table.functions[id];
    if (!mayBePure(fn)) return false;
    const view = viewOf(id);
    for (let at = 0; at < view.facts.codeLength; at++) {
      const [op, a] = view.operation(at);
      if (op === Op.Call && !isPureAt(view.calleeName(a), fn.file, depth + 1)) return false;
    }
    return true;
  }

  function placeOf(name: string, file: FileFacts): string | undefined {
    const ids = table.resolve(name, file);
    if (ids.length !== 1) return undefined;
    return (isFinal ? (places[ids[0]] ??= returnedPlace(viewOf(ids[0])) ?? '') : returnedPlace(viewOf(ids[0]))) || undefined;
  }

  function bodyOf(name: string, file: FileFacts): FunctionView | undefined {
    const ids = table.resolve(name, file);
    return ids.length === 1 && !isKnown(name) && isPureAt(name, file, 0) ? viewOf(ids[0]) : undefined;
  }

  return { isPure: (name, file) => isPureAt(name, file, 0), placeOf, bodyOf };
}

/** What stands behind the return, if it is a place and nothing is asked before. */
function returnedPlace(view: FunctionView): string | undefined {
  let at = 0;
  for (; view.op(at) !== Op.Return; at++) if (view.op(at) === Op.Branch || view.op(at) === Op.Jump) return undefined;
  const returned = view.first(at);
  const key = returned === -1 ? '' : view.key(returned);
  if (!isPlace.test(key) || hasOwnNames(key) || key.includes('"')) return undefined;
  return view.facts.form === 'macro' && (key.includes('&P') || isNamed(view, key)) ? undefined : key;
}

/** A member or its address, an accessor's result, a container. */
const isPlace = /^(&?\*\(|&|\w+\(|P\d+\.)/;

/** A macro may be given the name of a member: then that is no name of its own. */
function isNamed(view: FunctionView, key: string): boolean {
  for (let n = 0; n < view.facts.parameters; n++) if (new RegExp(`\\b${view.text(view.facts.variables[n * 2])}\\b`).test(key)) return true;
  return false;
}

/** By its outside: what an edit changes here, users of the name must be told. */
export function mayBePure({ file, facts }: ProgramFunction): boolean {
  const isMacro = facts.form === 'macro';
  if (!isMacro && (facts.form !== 'function' || file.strings[facts.returns] === 'void')) return false;
  return facts.parameters > 0 && facts.codeLength > 0 && facts.codeLength <= MAX_OPERATIONS && onlyComputes(file, facts, isMacro);
}

/** What a macro stores to is what it was given: its parameters are no variables of its own. */
function onlyComputes(file: FileFacts, facts: ProgramFunction['facts'], isMacro: boolean): boolean {
  const { code, expressions } = file;
  for (let at = facts.code; at < facts.code + facts.codeLength; at++) {
    const op: Op = code[at * OP_SIZE];
    if (op === Op.GuardEnd) return false;
    if (op !== Op.Store) continue;
    const target = (facts.expressions + code[at * OP_SIZE + 1]) * EXPR_SIZE;
    if (expressions[target] !== Expr.Local || (isMacro && expressions[target + 1] < facts.parameters)) return false;
  }
  return true;
}
