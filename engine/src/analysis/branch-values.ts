/** What the branches on the way to an operation say of one variable: nothing, that it is zero, or that it is not. */

import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import { conditionOf } from './branch-tests.ts';

/** `unknown`: on some path nothing was asked since the variable was last set. */
export type BranchValue = 'unknown' | 'zero' | 'nonzero';

/** All values that the local may have, by the branches taken, when `at` is reached; empty when it cannot be. */
export function branchValues(view: FunctionView, local: number, at: number): ReadonlySet<BranchValue> {
  const found = new Set<BranchValue>();
  const seen = new Set<string>();
  const work: { op: number; value: BranchValue }[] = [{ op: 0, value: 'unknown' }];
  const visit = (op: number, value: BranchValue): void => {
    if (op < view.facts.codeLength && !seen.has(`${op}${value}`)) work.push({ op, value });
    seen.add(`${op}${value}`);
  };
  while (work.length) {
    const { op, value } = work.pop()!;
    if (op === at) found.add(value);
    const [kind, a, b, c] = view.operation(op);
    if (kind === Op.Return) continue;
    if (kind === Op.Jump) visit(b, value);
    else if (kind === Op.Branch) {
      const test = a === -1 ? undefined : testOf(view, a, local);
      if (!test || consistent(value, test.whenTrue)) visit(b, test ? test.whenTrue : value);
      if (!test || consistent(value, test.whenFalse)) visit(c, test ? test.whenFalse : value);
    } else visit(op + 1, kind === Op.Store && view.kind(a) === Expr.Local && view.a(a) === local ? 'unknown' : value);
  }
  return found;
}

function consistent(known: BranchValue, next: BranchValue): boolean {
  return known === 'unknown' || next === 'unknown' || known === next;
}

/** `if (x)`, `if (!x)`, `if (x == NULL)`: what either way says of the local. */
function testOf(view: FunctionView, test: ExpressionId, local: number): { readonly whenTrue: BranchValue; readonly whenFalse: BranchValue } | undefined {
  const id = view.strip(test);
  if (view.kind(id) === Expr.Not) {
    const inner = testOf(view, view.a(id), local);
    return inner && { whenTrue: inner.whenFalse, whenFalse: inner.whenTrue };
  }
  const subject = view.kind(id) === Expr.Binary ? view.strip(view.a(id)) : id;
  if (view.kind(subject) !== Expr.Local || view.a(subject) !== local) return undefined;
  const { whenTrue, whenFalse } = conditionOf(view, id);
  return { whenTrue: valueOf(whenTrue), whenFalse: valueOf(whenFalse) };
}

function valueOf(assumption: string | undefined): BranchValue {
  return assumption === 'T' ? 'nonzero' : assumption === 'F' ? 'zero' : 'unknown';
}
