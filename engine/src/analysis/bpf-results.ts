/** Whether a program looks at what a helper returned. */

import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import { pointerHelpers } from '../knowledge/bpf-locks.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { BpfUse } from './bpf-uses.ts';

/**
 * Its error is asked for, and not just waited out: the program knows what it lost. A pointer is asked for NULL in any case, the verifier sees to that, so
 * that says nothing; and what a program returns goes nowhere.
 */
export function isErrorHandled(program: Program, use: BpfUse): boolean {
  const view = program.viewOf(use.function);
  if (pointerHelpers.includes(use.helper) || isInLoop(view, use.operation)) return false;
  const isEntry = use.function === use.program.function;
  for (let at = use.operation + 1; at < view.facts.codeLength; at++) {
    const [op, a, b] = view.operation(at);
    const value = op === Op.Store ? b : op === Op.Branch || op === Op.Call || (op === Op.Return && !isEntry) ? a : -1;
    if (value !== -1 && contains(view, value, use.call, 0)) return true;
  }
  return false;
}

/** Something behind it leads back to it: it may be tried again. */
function isInLoop(view: FunctionView, operation: number): boolean {
  for (let at = operation; at < view.facts.codeLength; at++) {
    const [op, , b, c] = view.operation(at);
    if ((op === Op.Jump && b <= operation) || (op === Op.Branch && (b <= operation || c <= operation))) return true;
  }
  return false;
}

const MAX_DEPTH = 8;

function contains(view: FunctionView, id: ExpressionId, call: ExpressionId, depth: number): boolean {
  if (id === call) return true;
  if (id < 0 || depth > MAX_DEPTH) return false;
  const any = (...parts: ExpressionId[]): boolean => parts.some((part) => contains(view, part, call, depth + 1));
  switch (view.kind(id)) {
    case Expr.Member: case Expr.Deref: case Expr.Address: case Expr.Not: case Expr.Cast: return any(view.a(id));
    case Expr.Index: case Expr.Binary: return any(view.a(id), view.b(id));
    case Expr.Conditional: return any(view.a(id), view.b(id), view.c(id));
    case Expr.Call: return any(...Array.from({ length: view.argumentCount(id) }, (_, n) => view.argument(id, n)!));
    default: return false;
  }
}
