/** What a store makes of what is known. */

import { Expr, StoreKind, type ExpressionId } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import { UNKNOWN } from './assumptions.ts';
import type { BranchTests } from './branch-tests.ts';
import { forgetKey, knownValue, localKey, mentions, SAME_AS, withAssumption } from './branches.ts';
import { plainParameter } from './conditions.ts';
import { withFlag, withPut } from './put.ts';
import { suffixIn, type Held, type State } from './state.ts';

export function applyStore(view: FunctionView, tests: BranchTests, state: State, target: ExpressionId, value: ExpressionId, kind: StoreKind): State {
  const isLocal = view.kind(target) === Expr.Local;
  const key = isLocal && view.a(target) >= view.facts.parameters ? localKey(view, target) : view.key(target);
  const flags = isLocal && kind === StoreKind.SetBits ? flagsAfter(view, state, target, value) : undefined;
  let next = state;
  if (state.assumed.size) next = forgetKey(next, key);
  if (isLocal && next.held.some((h) => mentions(h.lock.key, key))) next = next.with({ held: next.held.map((h) => (mentions(h.lock.key, key) ? { ...h, lock: { ...h.lock, key: `${h.lock.key}'` } } : h)) });
  if (flags) return withAssumption(next, view.key(target), flags);
  if (kind !== StoreKind.Assign) return isLocal ? next : withFlag(view, withAnything(tests, next, key), key, value, kind);
  next = withAlias(view, next, key, value);
  if (isOwnMember(view, target)) return withMember(view, next, key, value);
  if (!isLocal) return withConstant(view, tests, next, key, value);
  if (tests.count(view.key(target)) === 0) return next;
  const known = knownValue(view, next, value);
  return known === undefined ? next : withAssumption(next, view.key(target), known);
}

function withConstant(view: FunctionView, tests: BranchTests, state: State, key: string, value: ExpressionId): State {
  const known = knownValue(view, state, value);
  return known === undefined || known.startsWith(SAME_AS) ? withAnything(tests, state, key) : withPut(state, key, known);
}

/** `*clone = skb_clone(skb); if (!*clone)`: what is asked afterwards is not what the caller put there. */
function withAnything(tests: BranchTests, state: State, key: string): State {
  return tests.count(key) > 0 ? withPut(state, key, UNKNOWN) : state;
}

/** `flags |= WAIT;`, where it was known which flags there were. */
function flagsAfter(view: FunctionView, state: State, target: ExpressionId, added: ExpressionId): string | undefined {
  const before = state.assumed.get(view.key(target));
  const isNamed = view.kind(view.strip(added)) === Expr.Global;
  if (!isNamed || before === undefined || (before !== 'F' && !before.startsWith('='))) return undefined;
  return before === 'F' ? `=${view.key(added)}` : `${before}|${view.key(added)}`;
}

/** `lock = foo_lock(x);`, `vmf->ptl = pmd_lock(mm, pmd);`: what the call returned has a name now. */
function withAlias(view: FunctionView, state: State, target: string, value: ExpressionId): State {
  if (value === -1 || !state.held.some((h) => h.taker !== undefined && h.alias !== undefined)) return state;
  const given = pointedKey(view, value);
  const suffixOf = (h: Held): string | undefined => (h.taker === undefined ? undefined : suffixIn(h.alias, given));
  if (!given || !state.held.some((h) => suffixOf(h) !== undefined)) return state;
  return state.with({ held: state.held.map((h) => (suffixOf(h) === undefined ? h : { ...h, alias: `*(${target})${suffixOf(h)}` })) });
}

/** The key of what a pointer points to. */
export function pointedKey(view: FunctionView, pointer: ExpressionId): string {
  const key = view.key(view.strip(pointer));
  return key.startsWith('&') ? key.slice(1) : `*(${key})`;
}

/** `command.op` of a struct that is a local variable. */
function isOwnMember(view: FunctionView, target: ExpressionId): boolean {
  while (view.kind(target) === Expr.Member) {
    target = view.a(target);
    if (view.kind(target) === Expr.Local) return view.a(target) >= view.facts.parameters;
  }
  return false;
}

/** As many members as a command has; tables are filled by the dozen. */
const MAX_MEMBERS = 8;

/** What is put into a struct is there for the function that is handed its address: a constant, or, as `@P1`, what a caller gave. */
function withMember(view: FunctionView, state: State, key: string, value: ExpressionId): State {
  if (state.assumed.size >= MAX_MEMBERS) return state;
  const own = view.key(view.strip(value));
  const known = knownValue(view, state, value) ?? (plainParameter(own) >= 0 ? SAME_AS + own : undefined);
  return known === undefined ? state : withAssumption(state, key, known);
}
