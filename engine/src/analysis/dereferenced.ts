/** Pointers that a function uses without ever asking whether they are NULL: callees that ask find that they are not. */

import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import { isZeroConstant } from '../program/expressions.ts';
import type { FunctionView } from '../program/function-view.ts';

const known = new WeakMap<FunctionView, ReadonlySet<number>>();

/** Whether the argument is a variable that is dereferenced in this function, nowhere compared, and nowhere set to NULL. */
export function isTakenForObject(view: FunctionView, argument: ExpressionId): boolean {
  const id = view.strip(argument);
  if (view.kind(id) !== Expr.Local) return false;
  let objects = known.get(view);
  if (!objects) known.set(view, (objects = objectsIn(view)));
  return objects.has(view.a(id));
}

function objectsIn(view: FunctionView): ReadonlySet<number> {
  const objects = new Set<number>();
  const { expressionCount, codeLength } = view.facts;
  for (let id = 0; id < expressionCount; id++) {
    if (view.kind(id) !== Expr.Deref) continue;
    const pointer = view.strip(view.a(id));
    if (view.kind(pointer) === Expr.Local) objects.add(view.a(pointer));
  }
  if (objects.size === 0) return objects;
  for (let at = 0; at < codeLength; at++) {
    const [op, a, value] = view.operation(at);
    if (op === Op.Branch && a !== -1) forEachOperand(view, a, (local) => objects.delete(local));
    else if (op === Op.Store && view.kind(a) === Expr.Local && isNull(view, value)) objects.delete(view.a(a));
  }
  return objects;
}

/** Locals that a condition is about: themselves, compared with something, or among several joined. */
function forEachOperand(view: FunctionView, id: ExpressionId, found: (local: number) => void): void {
  id = view.strip(id);
  const kind = view.kind(id);
  if (kind === Expr.Local) found(view.a(id));
  else if (kind === Expr.Not) forEachOperand(view, view.a(id), found);
  else if (kind === Expr.Call) for (let n = 0; n < view.argumentCount(id); n++) forEachOperand(view, view.argument(id, n)!, found);
  else if (kind === Expr.Binary) {
    forEachOperand(view, view.a(id), found);
    forEachOperand(view, view.b(id), found);
  }
}

function isNull(view: FunctionView, value: ExpressionId): boolean {
  if (value === -1) return false;
  const constant = view.constant(view.strip(value));
  return constant !== undefined && isZeroConstant(constant);
}
