/** How long what a branch said of a value can matter: a state forgets it where nothing behind looks at that value any more. */

import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Assumptions } from './assumptions.ts';

export interface Liveness {
  /** Without what no operation from `at` on can ask for. Parameters and globals matter to callers, and are kept. */
  prune(assumed: Assumptions, at: number): Assumptions;
}

export function createLiveness(view: FunctionView): Liveness {
  /** By `V3`, `C7`, `E9`: the last operation that looks at the variable, call result or expression. */
  let lastUses: Map<string, number> | undefined;
  const lastByKey = new Map<string, number>();

  function lastUse(key: string): number {
    let last = lastByKey.get(key);
    if (last === undefined) {
      lastUses ??= collectLastUses(view);
      last = Infinity;
      for (const [word] of key.matchAll(OPAQUE)) last = Math.min(last, lastUses.get(word) ?? -1);
      lastByKey.set(key, last);
    }
    return last;
  }

  return {
    prune: (assumed, at) => (assumed.size === 0 ? assumed : assumed.without((key) => lastUse(key) < at)),
  };
}

const OPAQUE = /\b[VCE]\d+\b/g;

function collectLastUses(view: FunctionView): Map<string, number> {
  const last: number[] = [];
  for (let at = 0; at < view.facts.codeLength; at++) {
    const op = view.op(at);
    if (op === Op.Jump) continue;
    if (view.first(at) !== -1) visit(view.first(at), at);
    if (op === Op.Store) visit(view.second(at), at);
  }
  const loops = loopsOf(view);
  const uses = new Map<string, number>();
  last.forEach((at, id) => {
    for (const [from, to] of loops) if (from <= at && at < to) at = to;
    const word = wordOf(view, id);
    uses.set(word, Math.max(at, uses.get(word) ?? -1));
  });
  return uses;

  function visit(id: ExpressionId, at: number): void {
    if (last[id] === at) return;
    last[id] = at;
    switch (view.kind(id)) {
      case Expr.Member: case Expr.Deref: case Expr.Address: case Expr.Not: case Expr.Cast:
        return visit(view.a(id), at);
      case Expr.Local: {
        const value = view.definition(view.a(id));
        if (value !== undefined) visit(value, at);
        return;
      }
      case Expr.Binary: case Expr.Index:
        visit(view.a(id), at);
        if (view.b(id) !== -1) visit(view.b(id), at);
        return;
      case Expr.Conditional:
        visit(view.a(id), at);
        visit(view.b(id), at);
        return visit(view.c(id), at);
      case Expr.Call:
        visit(view.a(id), at);
        for (let n = 0; n < view.argumentCount(id); n++) visit(view.argument(id, n)!, at);
        return;
      default:
    }
  }
}

function wordOf(view: FunctionView, id: ExpressionId): string {
  switch (view.kind(id)) {
    case Expr.Local: return `V${view.a(id)}`;
    case Expr.Call: return `C${id}`;
    default: return `E${id}`;
  }
}

/** Backward jumps as [target, source], by source: what is used in a loop is used until its end. */
function loopsOf(view: FunctionView): readonly (readonly [number, number])[] {
  const loops: (readonly [number, number])[] = [];
  for (let at = 0; at < view.facts.codeLength; at++) {
    const op = view.op(at);
    if (op !== Op.Jump && op !== Op.Branch) continue;
    if (view.second(at) <= at) loops.push([view.second(at), at]);
    if (op === Op.Branch && view.third(at) <= at) loops.push([view.third(at), at]);
  }
  return loops;
}
