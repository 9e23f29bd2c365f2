/** Code that an option which is taken to be off leaves out: `if (IS_ENABLED(CONFIG_PREEMPT_RT)) …`. */

import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import { optionsOff, optionTests } from '../knowledge/configuration.ts';
import { hasPart } from './expressions.ts';
import type { FunctionTable } from './function-table.ts';
import type { FunctionView } from './function-view.ts';
import type { FunctionId } from './types.ts';

/** Whether the expression asks for such an option. */
export function isOptionOff(view: FunctionView, id: ExpressionId): boolean {
  return view.kind(id) === Expr.Call && optionTests.has(view.calleeName(id)) && view.argumentCount(id) === 1 && optionsOff.has(view.show(view.argument(id, 0)!));
}

/** Operations of a function to which no way leads but through such a branch. */
export function compiledOut(view: FunctionView): (operation: number) => boolean {
  const outcomes = new Map<number, boolean>();
  for (let at = 0; at < view.facts.codeLength; at++) {
    const outcome = view.op(at) === Op.Branch ? outcomeOf(view, view.first(at)) : undefined;
    if (outcome !== undefined) outcomes.set(at, outcome);
  }
  if (outcomes.size === 0) return () => false;
  const reached = new Set<number>();
  const work = [0];
  while (work.length) {
    const at = work.pop()!;
    if (reached.has(at) || at >= view.facts.codeLength) continue;
    reached.add(at);
    const [op, , whenTrue, whenFalse] = view.operation(at);
    if (op === Op.Return) continue;
    if (op === Op.Jump) work.push(whenTrue);
    else if (op !== Op.Branch) work.push(at + 1);
    else {
      const outcome = outcomes.get(at);
      if (outcome !== false) work.push(whenTrue);
      if (outcome !== true) work.push(whenFalse);
    }
  }
  return (operation) => !reached.has(operation);
}

/** Of a branch on such an option, the way that is always taken. */
function outcomeOf(view: FunctionView, id: ExpressionId): boolean | undefined {
  if (id === -1) return undefined;
  id = view.strip(id);
  if (view.kind(id) !== Expr.Not) return isOptionOff(view, id) ? false : undefined;
  const inner = outcomeOf(view, view.a(id));
  return inner === undefined ? undefined : !inner;
}

/** Whether a variable of a file is mentioned by its functions, and only where code is compiled out: nobody ever registers it. */
export function isUsedNowhere(table: FunctionTable, viewOf: (id: FunctionId) => FunctionView, path: string, name: string): boolean {
  let isMentioned = false;
  for (const id of table.ofFile(path)) {
    const view = viewOf(id);
    if (view.facts.form === 'file') continue;
    let isOut: ((operation: number) => boolean) | undefined;
    for (let at = 0; at < view.facts.codeLength; at++) {
      if (!mentions(view, at, name)) continue;
      isOut ??= compiledOut(view);
      if (!isOut(at)) return false;
      isMentioned = true;
    }
  }
  return isMentioned;
}

function mentions(view: FunctionView, at: number, name: string): boolean {
  const op = view.op(at);
  const isNamed = (id: ExpressionId): boolean => view.kind(id) === Expr.Global && view.text(view.a(id)) === name;
  return op !== Op.Jump && (hasPart(view, view.first(at), isNamed) || (op === Op.Store && hasPart(view, view.second(at), isNamed)));
}
