/** Ways out of a function on which locks are not as they should be: kept, released for somebody else, or released without having been taken. */

import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { LockReference } from '../program/lock-classes.ts';
import { mentionsWord } from './branches.ts';
import { areOpposite } from './call-targets.ts';
import type { Conditions } from './conditions.ts';
import { canBothHold } from './reached.ts';
import { entryState, isStable, type Held, type State } from './state.ts';
import type { AcquireEvent, Exit, Irregularity } from './summary.ts';
import { isReached, isReachedWithout } from './ways.ts';

/** Whether a call can mean one function only, which does the same on every way. */
type IsPlain = (call: ExpressionId) => boolean;

/** A path that leaves with a lock which the function's other paths release. */
export function findLeaks(view: FunctionView, isPlain: IsPlain, exits: readonly Exit[], releases: ReadonlyMap<number, ReadonlySet<number>>): Irregularity[] {
  const leaks: Irregularity[] = [];
  if (view.facts.form === 'macro' || view.facts.attributes.some((a) => /acquire/i.test(a))) return leaks;
  for (const exit of exits)
    for (const held of exit.held) {
      if ((held.taker !== undefined && !isTakenByName(view, isPlain, held)) || !isStable(held.lock.key) || held.kind === 'local_lock' || held.kind === 'other' || held.kind === 'socket') continue;
      // The caller's own lock, handed back for a while and taken again.
      if (exit.dropped.some((d) => isSameLock(d.lock, held.lock))) continue;
      const others = exits.filter((e) => !e.held.some((h) => h.lock.key === held.lock.key));
      if (others.length === 0 || others.some((e) => e.dropped.some((d) => d.lock.key === held.lock.key))) continue;
      const isSame = sameOutcome(exit, others);
      const isDoubtful = mayBeMeant(view, held, exit);
      if (!isSame && (isDoubtful || !isAsReleased(view, exit, others, releases.get(held.operation)))) continue;
      if (leaks.some((l) => l.lock?.key === held.lock.key)) continue;
      leaks.push({ kind: 'leak', operation: exit.operation, held, lock: held.lock, state: entryState, detail: isDoubtful || !isSame ? 'doubtful' : '' });
    }
  return leaks;
}

/** `wdev_lock(wdev);`, of which this function calls the reverse for the same object too: a lock by another name. What is told how to take it, tells whether it did, or does not always take it is more than that. */
function isTakenByName(view: FunctionView, isPlain: IsPlain, held: Held): boolean {
  const taking = view.op(held.operation) === Op.Call ? view.first(held.operation) : -1;
  if (taking === -1 || view.argumentCount(taking) !== 1 || !isPlain(taking)) return false;
  const [object] = view.argumentKeys(taking);
  let isReleased = false;
  for (let at = 0; at < view.facts.codeLength; at++) {
    const op = view.op(at);
    const value = op === Op.Store ? view.second(at) : view.first(at);
    if (op !== Op.Call && value !== -1 && view.strip(value) === taking) return false;
    isReleased ||= op === Op.Call && areOpposite(view.calleeName(taking), view.calleeName(value)) && view.argumentKeys(value)[0] === object && isPlain(value);
  }
  return isReleased;
}

/** A way out with a lock that this function took, where no other tells that it should not: whether anyone releases it is for the whole program to say. */
export function findKept(view: FunctionView, exits: readonly Exit[], leaks: readonly Irregularity[]): Irregularity[] {
  const kept: Irregularity[] = [];
  if (view.facts.form === 'macro' || view.facts.attributes.some((a) => /acquire/i.test(a))) return kept;
  for (const exit of exits)
    for (const held of exit.held) {
      if (held.taker !== undefined || !held.lock.class || !isNamedByCaller(held.lock.key) || !isCounted(held.kind) || exit.dropped.length) continue;
      if ([...leaks, ...kept].some(({ lock }) => lock?.key === held.lock.key)) continue;
      kept.push({ kind: 'kept', operation: exit.operation, held, lock: held.lock, state: entryState, detail: '' });
    }
  return kept;
}

/** Locks that this function releases for its callers. */
export function findRelieved(view: FunctionView, exits: readonly Exit[]): Irregularity[] {
  const relieved: Irregularity[] = [];
  if (view.facts.form === 'macro') return relieved;
  for (const { dropped } of exits)
    for (const { lock, operation } of dropped) if (!relieved.some((r) => r.lock?.key === lock.key)) relieved.push({ kind: 'relieved', operation, lock, state: entryState, detail: '' });
  return relieved;
}

/** A way out that releases a lock which it has not taken, or has released already, where another takes it: no caller can hold it for the one and not for the other. */
export function findUnpaired(view: FunctionView, exits: readonly Exit[], acquisitions: readonly AcquireEvent[], found: readonly Irregularity[], conditionsOf: (state: State) => Conditions): Irregularity[] {
  const unpaired: Irregularity[] = [];
  if (view.facts.form === 'macro' || view.facts.attributes.some((a) => /release/i.test(a))) return unpaired;
  for (const { dropped, conditions } of exits)
    for (const { lock, operation, levels } of dropped) {
      // What is taken twice is released twice.
      if (levels > 1 || !isNamedByCaller(lock.key) || [...unpaired, ...found].some((u) => (u.kind === 'unpaired' || u.kind === 'recursion') && u.lock?.key === lock.key)) continue;
      const taken = acquisitions.find((a) => a.chain.depth === 0 && a.lock.key === lock.key && isCounted(a.row.kind) && a.row.operation === 'acquire' && !a.state.dropped.some((d) => isSameLock(d.lock, lock)) && canBothHold(conditionsOf(a.state), conditions));
      if (taken && !isGivenAway(view, lock.key) && !isWrittenDown(view, operation)) unpaired.push({ kind: 'unpaired', operation, lock, row: taken.row, state: entryState, chain: { operation: taken.operation, depth: 0 }, detail: isToldByVariable(view) || isDecidedElsewhere(view, taken.operation, operation) ? 'told' : '' });
    }
  return unpaired;
}

/** `if (kref_put_mutex(&x->kref, free_x, &lock)) mutex_unlock(&lock);`: some other call is given the lock, and may take it. A lock's own have two arguments at most. */
function isGivenAway(view: FunctionView, key: string): boolean {
  for (let at = 0; at < view.facts.codeLength; at++) {
    const call = view.op(at) === Op.Call ? view.first(at) : -1;
    if (call !== -1 && view.argumentCount(call) > 2 && view.argumentKeys(call).some((argument) => argument === `&${key}` || `*(${argument})` === key)) return true;
  }
  return false;
}

/** `if (transaction) end(transaction); else unlock(x);`: a local says which of two ways was taken before, or a condition is asked for the acquisition and again. */
function isDecidedElsewhere(view: FunctionView, taken: number, released: number): boolean {
  const asked = (at: number): ExpressionId => (view.op(at) === Op.Branch ? withoutNot(view, view.first(at)) : -1);
  const leadsTo = (at: number, target: number): boolean => view.second(at) === target || view.third(at) === target;
  for (let at = 0; at < view.facts.codeLength; at++) {
    const condition = asked(at);
    if (condition === -1) continue;
    if (leadsTo(at, released) && isOfLocal(view, condition)) return true;
    if (!leadsTo(at, taken)) continue;
    const text = view.show(condition);
    for (let other = 0; other < view.facts.codeLength; other++) if (other !== at && asked(other) !== -1 && view.show(asked(other)) === text) return true;
  }
  return false;
}

/** `if (trans->removing) unlock(x);`, where the function itself sets that member: the object knows whether the lock is held. */
function isWrittenDown(view: FunctionView, released: number): boolean {
  const asked = new Set<string>();
  const isSet = new Set<string>();
  for (let at = 0; at < view.facts.codeLength; at++) {
    const first = view.first(at);
    if (view.op(at) === Op.Store && view.kind(first) === Expr.Member) isSet.add(view.key(first));
    if (view.op(at) !== Op.Branch || (view.second(at) !== released && view.third(at) !== released)) continue;
    const condition = withoutNot(view, first);
    if (condition !== -1 && view.kind(condition) === Expr.Member) asked.add(view.key(condition));
  }
  return [...asked].some((key) => isSet.has(key));
}

function withoutNot(view: FunctionView, id: ExpressionId): ExpressionId {
  if (id === -1) return id;
  id = view.strip(id);
  return view.kind(id) === Expr.Not ? withoutNot(view, view.a(id)) : id;
}

/** `ptr`, `ptr != other`. */
function isOfLocal(view: FunctionView, id: ExpressionId): boolean {
  const isLocal = (operand: ExpressionId): boolean => operand !== -1 && view.kind(view.strip(operand)) === Expr.Local;
  return view.kind(id) === Expr.Binary ? isLocal(view.a(id)) || isLocal(view.b(id)) : isLocal(id);
}

/** A global's or a parameter's: what a local points to may be another object by now, or none. */
function isNamedByCaller(key: string): boolean {
  return isStable(key) && !/\bV\d/.test(key);
}

/** Not a semaphore, which may be given back by anyone, nor what is no lock of one holder, or may not have been taken. */
function isCounted(kind: Held['kind']): boolean {
  return kind !== 'semaphore' && kind !== 'rqspinlock' && kind !== 'local_lock' && kind !== 'other' && kind !== 'socket' && kind !== 'rcu';
}

/** Semaphores count; a function may be there to take the lock, say in a variable whether it is held, or hand it out; and where the same return is reached without the acquisition, a condition decides over both. */
function mayBeMeant(view: FunctionView, held: Held, exit: Exit): boolean {
  return held.kind === 'semaphore' || /(^|_)(try)?lock(_|$)/.test(view.name) || isToldByVariable(view) || isHandedOut(view, held.lock.key) || isReachedWithout(view, exit.operation, held.operation);
}

/** `pin_pages(mm, &locked); if (locked) unlock(mm);`, `*locked = true;`: others are told, or tell, whether the lock is held. */
function isToldByVariable(view: FunctionView): boolean {
  const isTelling = (local: ExpressionId): boolean => view.kind(local) === Expr.Local && /^(int|bool|_Bool)\*?$/.test(view.typeName(view.a(local))) && /lock/.test(view.text(view.facts.variables[view.a(local) * 2]));
  for (let id = 0; id < view.facts.expressionCount; id++) if ((view.kind(id) === Expr.Address || view.kind(id) === Expr.Deref) && isTelling(view.a(id))) return true;
  return false;
}

/** `*locked = object;`: the caller is given what the lock is, or lies in. */
function isHandedOut(view: FunctionView, key: string): boolean {
  for (let at = 0; at < view.facts.codeLength; at++) {
    if (view.op(at) !== Op.Store || view.second(at) === -1) continue;
    const [target, value] = [view.strip(view.first(at)), view.strip(view.second(at))];
    const pointer = view.kind(target) === Expr.Deref ? view.strip(view.a(target)) : -1;
    if (pointer !== -1 && view.kind(pointer) === Expr.Local && view.a(pointer) < view.facts.parameters && view.kind(value) === Expr.Local && mentionsWord(key, view.key(value))) return true;
  }
  return false;
}

function isSameLock(a: LockReference, b: LockReference): boolean {
  return a.key === b.key || (a.class !== undefined && a.class === b.class);
}

/** A caller could not tell the leaking way out from the others: the value of failure, or one that is returned where nothing is held. */
function sameOutcome(exit: Exit, others: readonly Exit[]): boolean {
  return exit.value === 'N' || (exit.value !== '' && others.some((e) => e.value === exit.value && exit.conditions.size === 0));
}

/** Nor where the lock was released on a way out of the same value, of one that may be the same failure, or of none, under conditions that go together with those of the leaking one. */
function isAsReleased(view: FunctionView, exit: Exit, others: readonly Exit[], releases: ReadonlySet<number> | undefined): boolean {
  const isVoid = view.text(view.facts.returns) === 'void';
  if (!releases || (!isVoid && exit.value === '')) return false;
  const isAlike = (e: Exit): boolean => (e.value === exit.value || (e.value === '' && exit.value === 'T')) && canBothHold(exit.conditions, e.conditions);
  return others.some((e) => isAlike(e) && (isVoid || [...releases].some((at) => isReached(view, e.operation, at))));
}
