/**
 * Constants that a function itself puts where its callers' pointers lead: `db->in_timeout = 1;`, `set_bit(BUSY, &p->flags)`. What it
 * calls afterwards finds them there. They are no conditions, for callers decide nothing of them; nor is what is asked of memory after
 * something unknown was stored there (`UNKNOWN`), as far as the function itself asks for it.
 */

import { Expr, StoreKind, type ExpressionId } from '../facts/types.ts';
import { putMark, type FunctionView } from '../program/function-view.ts';
import { UNKNOWN } from './assumptions.ts';
import { forgetKey, withAssumption } from './branches.ts';
import type { State } from './state.ts';

/** More are those of a table that is filled. */
const MAX_PUT = 4;

/** Something that a parameter leads to, by names alone. */
const isGiven = /^(?!.*\b[CVE]\d).*\bP\d/;

/** `value` as in `Assumptions`. */
export function withPut(state: State, key: string, value: string): State {
  if (!isGiven.test(key) || state.assumed.puts >= MAX_PUT) return state;
  return withAssumption(state, putMark + key, value);
}

/** `p->flags |= BUSY`, `p->flags &= ~BUSY`: the value is not known, that flag is. */
export function withFlag(view: FunctionView, state: State, target: string, flag: ExpressionId, kind: StoreKind): State {
  const isSet = kind === StoreKind.SetBits;
  if ((!isSet && kind !== StoreKind.ClearBits) || view.kind(view.strip(flag)) !== Expr.Global) return state;
  return withPut(state, `(${target}&${view.key(flag)})`, isSet ? 'T' : 'F');
}

/** What a bit operation leaves behind. */
export function withBit(view: FunctionView, state: State, call: ExpressionId, value: 'T' | 'F' | '?'): State {
  const [number, address] = [view.argument(call, 0), view.argument(call, 1)];
  if (number === undefined || address === undefined) return state;
  const key = view.bitKey(view.key(address), number);
  return withPut(state.assumed.size ? forgetKey(state, key) : state, key, value === '?' ? UNKNOWN : value);
}
