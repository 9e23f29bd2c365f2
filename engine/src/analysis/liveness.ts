/** How long what a branch said of a value can matter: a state forgets it where nothing behind looks at that value any more. */

import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import { isDigitAt, isWordAt } from '../source/words.ts';
import type { Assumptions } from './assumptions.ts';

export interface Liveness {
  /** Without what no operation from `at` on can ask for. Parameters and globals matter to callers, and are kept. */
  prune(assumed: Assumptions, at: number): Assumptions;
}

export function createLiveness(view: FunctionView): Liveness {
  let lastUses: LastUses | undefined;
  const lastByKey = new Map<string, number>();

  function lastUse(key: string): number {
    let last = lastByKey.get(key);
    if (last === undefined) {
      lastUses ??= collectLastUses(view);
      last = Infinity;
      for (let at = opaqueAt(key, 0); at >= 0; at = opaqueAt(key, at + 1)) {
        const uses = key.charCodeAt(at) === CAPITAL_V ? lastUses.ofLocal : lastUses.ofExpression;
        last = Math.min(last, uses[parseInt(key.slice(at + 1), 10)] ?? -1);
      }
      lastByKey.set(key, last);
    }
    return last;
  }

  return {
    prune: (assumed, at) => (assumed.size === 0 ? assumed : assumed.without((key) => lastUse(key) < at)),
  };
}

const [CAPITAL_C, CAPITAL_E, CAPITAL_V] = [67, 69, 86];

/** Where a variable (`V3`), the result of a call (`C7`) or another expression (`E9`) stands in a key, from `from` on; -1: nowhere. Keys are many, and a pattern is slower. */
function opaqueAt(key: string, from: number): number {
  for (let at = from; at + 1 < key.length; at++) {
    const letter = key.charCodeAt(at);
    if ((letter !== CAPITAL_C && letter !== CAPITAL_E && letter !== CAPITAL_V) || isWordAt(key, at - 1)) continue;
    let end = at + 1;
    while (isDigitAt(key, end)) end++;
    if (end > at + 1 && !isWordAt(key, end)) return at;
  }
  return -1;
}

/** By number: the last operation that looks at it. */
interface LastUses {
  readonly ofLocal: readonly number[];
  readonly ofExpression: readonly number[];
}

function collectLastUses(view: FunctionView): LastUses {
  const last: number[] = [];
  for (let at = 0; at < view.facts.codeLength; at++) {
    const op = view.op(at);
    if (op === Op.Jump) continue;
    if (view.first(at) !== -1) visit(view.first(at), at);
    if (op === Op.Store) visit(view.second(at), at);
  }
  const loops = loopsOf(view);
  const ofLocal: number[] = [];
  last.forEach((at, id) => {
    for (const [from, to] of loops) if (from <= at && at < to) at = to;
    last[id] = at;
    if (view.kind(id) === Expr.Local) ofLocal[view.a(id)] = Math.max(at, ofLocal[view.a(id)] ?? -1);
  });
  return { ofLocal, ofExpression: last };

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
