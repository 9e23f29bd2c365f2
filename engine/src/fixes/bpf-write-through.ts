/** An update of an LRU map for a key that was just found: write through the pointer that the lookup gave. */

import { branchValues } from '../analysis/branch-values.ts';
import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { FixKind } from './types.ts';

export const writeThrough: FixKind = {
  name: 'bpf-write-through',
  rules: ['bpf-lru-eviction'],
  summary: 'Stores the value through the pointer that the lookup gave, instead of updating the map.',
  *offer({ analysis, function: id, operation, textOf }) {
    const view = analysis.program.viewOf(id);
    const text = textOf(id);
    const [, call] = view.operation(operation);
    const value = valueOf(view, call);
    const pointer = value && foundPointer(view, call, operation, value.type);
    if (!text || !value || !pointer) return;
    const at = text.call(view.site(operation), view.calleeName(call));
    const statement = at && text.statement(at.name);
    // Its result is looked at: there would be none.
    if (!at || !statement || statement.last !== at.close + 1) return;
    yield { kind: writeThrough.name, title: `Write through ${pointer} instead of updating the map`, isPreferred: true, edits: [text.replace(at.name, at.close + 1, `*${pointer} = ${value.name}`)] };
  },
};

/** `&value`, a variable of this function. */
function valueOf(view: FunctionView, call: ExpressionId): { readonly name: string; readonly type: string } | undefined {
  const argument = view.argument(call, 2);
  const id = argument === undefined ? undefined : view.strip(argument);
  if (id === undefined || view.kind(id) !== Expr.Address || view.kind(view.a(id)) !== Expr.Local) return undefined;
  return { name: view.show(view.a(id)), type: view.typeName(view.a(view.a(id))) };
}

/** A variable that holds what a lookup of the same map and key gave, is not NULL here, and points to the same type. */
function foundPointer(view: FunctionView, call: ExpressionId, operation: number, type: string): string | undefined {
  const key = (id: ExpressionId): string => [0, 1].map((n) => view.show(view.argument(id, n) ?? id)).join();
  for (let at = 0; at < view.facts.codeLength; at++) {
    const [op, target, value] = view.operation(at);
    if (op !== Op.Store || view.kind(target) !== Expr.Local || view.typeName(view.a(target)) !== `${type}*`) continue;
    const lookup = view.strip(value);
    if (view.kind(lookup) !== Expr.Call || view.argumentCount(lookup) !== 2 || key(lookup) !== key(call)) continue;
    const values = branchValues(view, view.a(target), operation);
    if (values.size === 1 && values.has('nonzero')) return view.show(target);
  }
  return undefined;
}
