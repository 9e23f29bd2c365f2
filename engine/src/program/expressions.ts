/** What an expression is made of, or says by itself. */

import { Expr, type ExpressionId } from '../facts/types.ts';
import type { FunctionView } from './function-view.ts';

const MAX_DEPTH = 12;

/** Whether the expression, or an operand or argument in it, is one of those asked for. */
export function hasPart(view: FunctionView, id: ExpressionId, isWanted: (part: ExpressionId) => boolean, depth = 0): boolean {
  if (id === -1) return false;
  if (isWanted(id)) return true;
  if (depth > MAX_DEPTH) return false;
  const isIn = (inner: ExpressionId): boolean => hasPart(view, inner, isWanted, depth + 1);
  switch (view.kind(id)) {
    case Expr.Member: case Expr.Deref: case Expr.Address: case Expr.Not: case Expr.Cast: return isIn(view.a(id));
    case Expr.Binary: case Expr.Index: return isIn(view.a(id)) || isIn(view.b(id));
    case Expr.Conditional: return isIn(view.a(id)) || isIn(view.b(id)) || isIn(view.c(id));
    case Expr.Call: return Array.from({ length: view.argumentCount(id) }, (_, n) => view.argument(id, n)!).some(isIn);
    default: return false;
  }
}

/** Of a constant as written. */
export function isZeroConstant(text: string): boolean {
  return text === 'NULL' || text === 'false' || /^(0x)?0+[uUlL]*$/i.test(text);
}
