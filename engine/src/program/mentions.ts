/** Operations of a function in which linking is interested, found by their form alone: what an edit elsewhere cannot change. */

import { Expr, Op, type ExpressionId, type FunctionFacts } from '../facts/types.ts';
import type { FunctionView } from './function-view.ts';

/** Operation numbers, in order. */
export interface Mentioned {
  /** Calls that are given a name which may be a function's. */
  readonly calls: readonly number[];
  /** Stores outside locals of what may be a function. */
  readonly stores: readonly number[];
  /** Calls of registration functions. */
  readonly registrations: readonly number[];
}

export interface Mentions {
  of(view: FunctionView): Mentioned;
}

/** `registrations`: names of the functions that callbacks are given to. */
export function createMentions(registrations: ReadonlySet<string>): Mentions {
  const known = new WeakMap<FunctionFacts, Mentioned>();
  return {
    of(view) {
      let found = known.get(view.facts);
      if (!found) known.set(view.facts, (found = mentionedIn(view, registrations)));
      return found;
    },
  };
}

const none: Mentioned = { calls: [], stores: [], registrations: [] };

function mentionedIn(view: FunctionView, registrations: ReadonlySet<string>): Mentioned {
  const found = { calls: [] as number[], stores: [] as number[], registrations: [] as number[] };
  for (let i = 0; i < view.facts.codeLength; i++) {
    const [op, a, value, compound] = view.operation(i);
    if (op === Op.Call) {
      if (givesName(view, a)) found.calls.push(i);
      if (registrations.has(view.calleeName(a))) found.registrations.push(i);
    } else if (op === Op.Store && !compound && view.kind(a) !== Expr.Local && (mayBeFunction(view, value) || view.kind(view.strip(value)) === Expr.Local)) found.stores.push(i);
  }
  return found.calls.length || found.stores.length || found.registrations.length ? found : none;
}

function givesName(view: FunctionView, call: ExpressionId): boolean {
  for (let n = 0; n < view.argumentCount(call); n++) if (mayBeFunction(view, view.argument(call, n)!)) return true;
  return false;
}

function mayBeFunction(view: FunctionView, id: ExpressionId): boolean {
  id = view.strip(id);
  return view.kind(view.kind(id) === Expr.Address ? view.a(id) : id) === Expr.Global;
}
