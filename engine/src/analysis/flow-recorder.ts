/** Collects what the interpreter sees in one function, and sums it up for callers. */

import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import type { LockRow, SleepRow, SyncWaitRow } from '../knowledge/types.ts';
import { hasPart, isZeroConstant } from '../program/expressions.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId, LockClass } from '../program/types.ts';
import { mayBeAlias } from './aliases.ts';
import type { Assumptions } from './assumptions.ts';
import { createConditionSets } from './condition-sets.ts';
import { Conditions, plainParameter } from './conditions.ts';
import { gfpOf } from './gfp.ts';
import { isCallersChoice, knownValue, sleepable, withAssumed } from './branches.ts';
import { MAX_INDIRECT, type CallTargets } from './call-targets.ts';
import type { NameRows } from './name-rows.ts';
import type { InterpretContext } from './interpret.ts';
import { canBothHold, createReached, excludeEachOther } from './reached.ts';
import { atomicReason, entryState, Irq, isStable, spins, suffixIn, type Dropped, type Held, type State } from './state.ts';
import { pointedKey } from './stores.ts';
import type { AcquireEvent, CallEvent, Chain, Exit, FunctionFlow, Irregularity } from './summary.ts';
import { isBalanced, orPlain } from './plain-exits.ts';
import { findKept, findLeaks, findRelieved, findUnpaired } from './unbalanced.ts';

export interface FlowRecorder {
  reference(pointer: ExpressionId, member?: string): LockReference;
  named(lock: string): LockClass;
  note(at: number, call: ExpressionId, callees: readonly FunctionId[], state: State, indirect: boolean): void;
  readonly targets: CallTargets;
  /** Whether the function releases, somewhere, the lock of that key by a call that names it. */
  isReleasedByKey(key: string): boolean;
  unresolved(call: ExpressionId): void;
  acquire(at: number, call: ExpressionId, lock: LockReference, row: LockRow, state: State, subclass: string): void;
  released(at: number, held: Held, row: LockRow, state: State): void;
  /** Gives the state after the call: sleeping proves something about the entry. */
  sleep(at: number, call: ExpressionId, row: SleepRow, state: State): State;
  wait(at: number, call: ExpressionId, row: SyncWaitRow, state: State): void;
  irregular(what: Irregularity): void;
  /** `returned`: the truth of the value where it is known beside what the state says. */
  exit(at: number, value: ExpressionId, state: State, returned?: string): void;
  finish(): FunctionFlow;
}

const MAX_EVENTS_PER_OPERATION = 4;
const MAX_VARIANTS = 4;
const MAX_EXITS = 4;

export function createFlowRecorder(context: InterpretContext, view: FunctionView, targets: CallTargets): FlowRecorder {
  const { program } = context.effects;
  const calls: CallEvent[] = [];
  const acquisitions: AcquireEvent[] = [];
  const irregularities: Irregularity[] = [];
  const exits: Exit[] = [];
  const exitKeys: string[] = [];
  const references = new Map<string, LockReference>();
  const unresolvedCalls = new Set<ExpressionId>();
  const sleepsWhenSaid = saysWhenItSleeps(view, targets);
  let unknownLocks = 0;
  let sleptBeforeCall = false;

  /** States told of, by kind of event and operation. */
  const told = new Map<string, Map<number, Told[]>>();

  function toldAt(kind: string, at: number): Told[] {
    let places = told.get(kind);
    if (!places) told.set(kind, (places = new Map()));
    let states = places.get(at);
    if (!states) places.set(at, (states = []));
    return states;
  }

  /** Whether this state at this operation is new, and there is still room. */
  function isNew(kind: string, at: number, state: State): boolean {
    const states = toldAt(kind, at);
    const core = state.coreKey;
    if (states.length >= MAX_EVENTS_PER_OPERATION || states.some((other) => other.core === core && other.plain === undefined)) return false;
    states.push({ core, plain: undefined, index: -1 });
    return true;
  }

  /**
   * An event stands for all states that differ only in what they assume, and holds under what these assume alike. What callers decide by
   * a constant keeps it apart; where there are too many of those, the last stands for all further ones.
   */
  function addEvent<T extends { readonly state: State }>(list: T[], kind: string, at: number, event: T): boolean {
    const states = toldAt(kind, at);
    const core = event.state.coreKey;
    const plain = event.state.assumed.plainText;
    const isFull = states.length >= MAX_EVENTS_PER_OPERATION;
    let known = states.findIndex((other) => other.core === core && other.plain === plain);
    if (known < 0 && isFull) known = states.findLastIndex((other) => other.core === core);
    if (known >= 0) {
      const { index } = states[known];
      const { state } = list[index];
      const assumed = state.assumed.either(event.state.assumed);
      if (assumed !== state.assumed) {
        list[index] = { ...list[index], state: withAssumed(state, assumed) };
        states[known] = { core, plain: assumed.plainText, index };
      }
      return false;
    }
    if (isFull) return false;
    states.push({ core, plain, index: list.push(event) - 1 });
    return true;
  }

  const conditionSets = createConditionSets(view);
  const reached = createReached(context, view, conditionSets, sleepsWhenSaid, {
    onOpen({ at, call }, { inner, lock, chain }, state) {
      addEvent(acquisitions, `lift${lock.key}`, at, { operation: at, call, lock, row: inner.row, state, chain, subclass: inner.subclass });
    },
    onHeld({ at }, { inner, lock, chain, dropped }, state) {
      checkRecursion(at, lock, inner.row, inner.subclass, state, chain, dropped, inner.conditions, state.lastReference || inner.lastReference);
    },
  });

  /** The same lock again, by all evidence, while this function holds it. */
  function checkRecursion(at: number, lock: LockReference, row: LockRow, subclass: string, state: State, chain: Chain, dropped: readonly string[], conditions: Conditions | Assumptions, lastReference = false): void {
    if (row.operation === 'try' || row.recursive === true || mayRecur.has(row.kind) || !lock.class) return;
    if (dropped.includes(lock.key) || dropped.includes(`#${lock.class.key}`)) return;
    if (isOwnerChecked(conditions)) return;
    // Released and taken again for a caller, who may not have held it on this way.
    const isHandedBack = state.dropped.some((d) => d.lock.key === lock.key);
    const held = lock.key.includes('?') ? undefined : state.held.find((h) => h.lock.key === lock.key && isSameClass(h.lock, lock) && h.kind !== 'rcu' && h.subclass === subclass);
    if (!held) {
      const alias = isHandedBack || lastReference || dropped.length > 0 ? undefined : state.held.find((h) => mayBeAlias(h, lock, row, subclass, chain.depth));
      if (alias && isNew(`alias${lock.class.key}`, at, entryState)) irregularities.push({ kind: 'recursion', operation: at, held: alias, lock, row, state, chain, detail: 'alias' });
      return;
    }
    if (held.mode === 'shared' || !isStable(lock.key) || (held.taker !== undefined && held.taker === chain.callee)) return;
    // A callee that took it may have noted so where the other looks.
    const mayBeTold = held.taker !== undefined && conditions.some((key) => plainParameter(key) < 0);
    if (isNew(`aa${lock.key}`, at, entryState)) irregularities.push({ kind: 'recursion', operation: at, held, lock, row, state, chain, detail: lastReference || isHandedBack || mayBeTold ? 'doubtful' : '' });
  }

  function isPlain(call: ExpressionId): boolean {
    const { ids } = targets.calleesOf(call);
    return ids.length === 1 && context.flowOf(ids[0])?.exits.length === 1;
  }

  function isAlwaysSleeping(row: SleepRow, gfp: string | number | undefined): boolean {
    return !row.fault && !row.sometimes && row.unless === undefined && row.only === undefined && (row.gfp === undefined || gfp === 'blocking');
  }

  /** Of one call, for all its states. */
  function consideredOf(call: ExpressionId, ids: readonly FunctionId[], indirect: boolean): Considered {
    let known = considered.get(call);
    if (!known) considered.set(call, (known = createConsidered(context, view, call, ids, indirect)));
    return known;
  }
  const considered = new Map<ExpressionId, Considered>();

  let releasedKeys: ReadonlySet<string> | undefined;
  /** Where the lock that was taken at an operation is released. */
  const releases = new Map<number, Set<number>>();

  return {
    targets,
    isReleasedByKey: (key) => (releasedKeys ??= keysReleased(program, view, targets)).has(key),
    reference(pointer, member) {
      const key = `${pointer}.${member ?? ''}`;
      let known = references.get(key);
      if (!known) references.set(key, (known = program.classes.of(view, pointer, member)));
      return known;
    },
    named: (lock) => program.classes.named(lock),
    note(at, call, callees, state, indirect) {
      const { callees: few, isSleepy, leadsNowhere } = callees.length ? consideredOf(call, callees, indirect) : noneConsidered;
      if (leadsNowhere) {
        sleptBeforeCall ||= state.slept;
        return;
      }
      const isNew = addEvent(calls, 'call', at, { operation: at, call, callees, state, indirect });
      const lifted = { at, call, isSingle: !indirect || callees.length === 1, isSleepy, isNew };
      for (const callee of few) reached.lift(lifted, callee, state);
    },
    unresolved: (call) => void unresolvedCalls.add(call),
    acquire(at, call, lock, row, state, subclass) {
      if (!lock.class && row.kind !== 'rcu' && row.kind !== 'other') unknownLocks++;
      checkRecursion(at, lock, row, subclass, state, { operation: at, depth: 0 }, [], state.assumed);
      if (row.kind === 'rqspinlock' && row.operation === 'try-zero' && !isResultUsed(view, call) && isNew('unchecked', at, entryState)) irregularities.push({ kind: 'unchecked', operation: at, lock, row, state, detail: '' });
      const chain = { operation: at, depth: 0 };
      if (row.kind !== 'rcu') {
        addEvent(acquisitions, 'acq', at, { operation: at, call, lock, row, state, chain, subclass });
        reached.acquisition(lock, row, subclass, state, at, isNew('reach', at, state));
      }
      if (row.sleeps && row.operation !== 'try') addEvent(calls, 'block', at, { operation: at, call, callees: [], state, indirect: false });
    },
    released(at, held, row, state) {
      releases.set(held.operation, (releases.get(held.operation) ?? new Set<number>()).add(at));
      if (held.taker !== undefined && isNew('relieved', at, entryState)) irregularities.push({ kind: 'relieved', operation: at, held, lock: held.lock, state: entryState, detail: '' });
      const wrong = mismatch(held, row, state);
      if (wrong && isNew('rel', at, state)) irregularities.push({ kind: 'mismatched-unlock', operation: at, held, row, state, lock: held.lock, detail: wrong });
      if (row.irq === 'irq-on' && held.irqBefore !== Irq.On && held.effect === 'irq-off' && isNew('on', at, state)) irregularities.push({ kind: 'irq-enable', operation: at, held, row, state: state.with({ irq: held.irqBefore }), lock: held.lock, detail: row.api });
    },
    sleep(at, call, row, state) {
      const gfp = row.gfp === undefined ? undefined : gfpOf(view, call, row.gfp, row.gfpDefault);
      if (gfp === 'atomic') return state;
      const reason = atomicReason(state, row);
      if (reason && (row.gfp === undefined || gfp === 'blocking')) {
        if (isNew('sleep', at, state)) irregularities.push({ kind: 'sleep', operation: at, held: reason.held, state, chain: { operation: at, depth: 0 }, detail: row.api });
      } else if (!reason && gfp !== 'unknown' && state.dropped.length === 0 && !state.slept && (!sleepsWhenSaid || isClaim(context.effects.rowsOf(row.api)))) reached.sleep(row, state, at, typeof gfp === 'number' ? gfp : undefined);
      return isAlwaysSleeping(row, gfp) && !(isClaim(context.effects.rowsOf(row.api)) && isCallersChoice(state)) ? sleepable(state) ?? state : state;
    },
    wait(at, call, row, state) {
      const argument = view.argument(call, row.argument);
      if (argument === undefined) return reached.wait(row, { key: '@', class: undefined, text: '' }, '', state, at);
      const object = program.classes.of(view, argument);
      reached.wait(row, object, program.classes.object(view, argument).name, state, at);
      addEvent(calls, 'wait', at, { operation: at, call, callees: [], state, indirect: false });
    },
    irregular(what) {
      if (isNew(what.kind + what.detail, what.operation, what.state)) irregularities.push(what);
    },
    exit(at, value, before, returned = value === -1 ? '' : truth(knownValue(view, before, value))) {
      const state = withReturned(view, before, value);
      if (returned === '' && state !== before) returned = 'T';
      const conditions = conditionSets.of(state);
      const core = state.coreKey;
      for (let i = 0; i < exits.length; i++) if (exitKeys[i] === core && exits[i].value === returned && exits[i].conditions === conditions) return;
      exitKeys.push(core);
      exits.push({
        held: without(state.held, (h) => h.kind === 'rcu'), dropped: without(state.dropped, isRcu), endsRcu: state.dropped.some(isRcu), irq: state.irq, restored: state.restored, bh: state.bh, preempt: state.preempt, saved: savedByCaller(state), quiesced: state.quiesced,
        armed: state.armed, contexts: state.contexts, slept: state.slept, levels: state.levels, value: returned, conditions, operation: at,
      });
    },
    finish() {
      const leaks = findLeaks(view, isPlain, exits, releases);
      const own = irregularities.filter(({ kind }) => kind !== 'relieved').length + leaks.length;
      const all = [...irregularities, ...leaks, ...findKept(view, exits, leaks), ...findRelieved(view, exits), ...findUnpaired(view, exits, acquisitions, irregularities, (state) => conditionSets.of(state))];
      const [reachedAcquisitions, reachedSleeps, reachedWaits] = [reached.acquisitions(), reached.sleeps(), reached.waits()];
      const isIdle = own === 0 && [calls, acquisitions, reachedAcquisitions, reachedSleeps, reachedWaits].every(({ length }) => length === 0);
      const leadsNowhere = context.findingsOnly === true && isIdle && program.bpf.attachedTo(view.fn.id).length === 0;
      return {
        exits: trimmed(withoutLookalikes(withoutLostLocks(view, simplifyExits(withAnswers(view, heldOffAlike(exits))))).map(orPlain)), calls: trimmed(calls), guardedCalls: trimmed(calls.filter(isGuarded)), acquisitions: trimmed(acquisitions), irregularities: trimmed(all),
        reachedAcquisitions: trimmed(reachedAcquisitions), reachedSleeps: trimmed(reachedSleeps), reachedWaits: trimmed(reachedWaits), unknownLocks, unresolvedCalls: unresolvedCalls.size, sleptBeforeCall,
        leadsNowhere,
      };
    },
  };
}

/** Of the locks that calls in this function release by their own row. */
function keysReleased({ classes }: Program, view: FunctionView, targets: CallTargets): ReadonlySet<string> {
  const keys = new Set<string>();
  for (let at = 0; at < view.facts.codeLength; at++) {
    if (view.op(at) !== Op.Call) continue;
    const { lock: row } = targets.rowsOf(view.first(at));
    const pointer = row?.operation === 'release' && row.argument !== undefined ? view.argument(view.first(at), row.argument) : undefined;
    if (pointer !== undefined) keys.add(classes.of(view, pointer, row!.member).key);
  }
  return keys;
}

/** A state in which something happens at an operation. */
interface Told {
  readonly core: string;
  /** See `Assumptions.plainText`; undefined where it does not matter. */
  readonly plain: string | undefined;
  /** Of its event in the list. */
  readonly index: number;
}

/** Whom a call may reach, and what is the same of them whatever the state. */
interface Considered {
  /** Those that are looked into: of many candidates a few. */
  readonly callees: readonly FunctionId[];
  readonly isSleepy: boolean;
  /** None reaches a lock, mask, sleep or wait. */
  readonly leadsNowhere: boolean;
}

const noneConsidered: Considered = { callees: [], isSleepy: false, leadsNowhere: false };

function createConsidered(context: InterpretContext, view: FunctionView, call: ExpressionId, ids: readonly FunctionId[], indirect: boolean): Considered {
  const most = indirect ? MAX_INDIRECT : MAX_VARIANTS;
  const callees = ids.length > most ? ids.slice(0, most) : ids;
  let leadsNowhere = callees.length === ids.length;
  let sleeping = 0;
  for (const id of callees) {
    const flow = context.flowOf(id);
    leadsNowhere &&= flow?.leadsNowhere === true;
    if (flow && flow.reachedSleeps.length > 0) sleeping++;
  }
  leadsNowhere &&= !context.effects.isMapOperation(view, call);
  // What only some of several possible callees do is no evidence against this caller.
  return { callees, leadsNowhere, isSleepy: indirect ? sleeping === ids.length : sleeping * 2 >= ids.length };
}

function isGuarded({ state }: CallEvent): boolean {
  return state.held.length > 0 || state.irq === Irq.Off || state.bh > 0 || state.preempt > 0;
}

/** `return lock;` of a lock that is held: the caller will release it by what it is given. */
function withReturned(view: FunctionView, state: State, value: ExpressionId): State {
  if (value === -1 || state.held.length === 0) return state;
  const key = pointedKey(view, value);
  const suffixOf = (h: Held): string | undefined => suffixIn(h.lock.key, key) ?? suffixIn(h.alias, key);
  if (!state.held.some((h) => suffixOf(h) !== undefined)) return state;
  return state.with({ held: state.held.map((h) => ({ ...h, returnedAs: suffixOf(h) })) });
}

function isRcu({ lock }: Dropped): boolean {
  return lock.key === '@rcu';
}

const nothingSaved: State['saved'] = new Map();

/** Flags saved in the caller's variables. */
function savedByCaller({ saved }: State): State['saved'] {
  if (saved.size === 0) return nothingSaved;
  const kept = [...saved].filter(([key]) => /\bP\d/.test(key));
  return kept.length ? new Map(kept) : nothingSaved;
}

const empty: readonly never[] = [];

/** The same list where nothing is unwanted: there are millions of them. */
function without<T>(list: readonly T[], isUnwanted: (entry: T) => boolean): readonly T[] {
  return list.some(isUnwanted) ? trimmed(list.filter((entry) => !isUnwanted(entry))) : list.length ? list : empty;
}

/** Without the room that a growing array keeps: there are millions of them. */
function trimmed<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? empty : list.slice();
}

/** Readers nest, semaphores count, and ww_mutexes answer -EALREADY. */
const mayRecur: ReadonlySet<string> = new Set(['rcu', 'srcu', 'semaphore', 'other', 'socket']);

/** `if (!head) might_sleep();`: a function that says in which case it sleeps does so in no other. */
function saysWhenItSleeps(view: FunctionView, targets: CallTargets): boolean {
  for (let at = 0; at < view.facts.codeLength; at++) {
    if (view.op(at) === Op.Call && isClaim(targets.rowsOf(view.first(at)))) return true;
  }
  return false;
}

function isClaim({ query: row }: NameRows): boolean {
  return row?.form === 'assertion' && row.asks === 'may-sleep' && !row.negated;
}

/** Two files may each have a static lock of one name. */
function isSameClass(a: LockReference, b: LockReference): boolean {
  return a.class === undefined || b.class === undefined || a.class === b.class;
}

/** `if (lock->owner != current) lock()`: the lock is made recursive by hand; `if (!iter->list_locked) lock()`: whether it is held is written down. */
function isOwnerChecked(conditions: Conditions | Assumptions): boolean {
  return conditions.some((key, value) => /\bcurrent\b/.test(key) || (value === 'F' && /(locked|held)\b/.test(key)));
}

function truth(value: string | undefined): string {
  if (value === undefined) return '';
  if (value === 'F' || value === 'N' || value === 'T') return value;
  if (value[0] === '=') return isZeroConstant(value.slice(1)) ? 'F' : value === '=true' || /^=\d/.test(value) ? 'T' : '';
  return isZeroConstant(value.slice(1)) ? 'T' : '';
}

/**
 * A function that returns with a lock held on an object of its own finding gives its caller that object. One that returns no pointer
 * has released the lock, by a correlation that was not followed.
 */
function withoutLostLocks(view: FunctionView, exits: readonly Exit[]): readonly Exit[] {
  if (view.text(view.facts.returns).endsWith('*')) return exits;
  const kept = exits.filter((e) => !e.held.some((h) => h.returnedAs === undefined && (h.taker === undefined && !isStable(h.lock.key) || /\bV\d/.test(h.lock.key))));
  return kept.length ? kept : exits;
}

/** A function that gives back NULL on just those ways on which it holds no lock gives back an object on the others, though it cannot be seen: `for_each(x) if (matches(x)) return x;`. */
function withAnswers(view: FunctionView, exits: readonly Exit[]): readonly Exit[] {
  const isOpen = (e: Exit): boolean => e.held.length > 0 && e.value === '';
  if (!exits.some(isOpen) || !(view.text(view.facts.returns).endsWith('*') || view.facts.form === 'macro')) return exits;
  const others = exits.filter((e) => e.held.length === 0);
  if (others.length === 0 || !others.every(({ value }) => value === 'F')) return exits;
  return exits.map((e) => (isOpen(e) ? { ...e, value: 'T' } : e));
}

/**
 * Where a caller cannot tell a way out that changes locks or masks from one that does not, the first is a path that we failed to
 * exclude, or a leak that is reported here: callers do not inherit it.
 */
function withoutLookalikes(exits: readonly Exit[]): readonly Exit[] {
  const clean = exits.filter(isBalanced);
  return exits.filter((e) => isBalanced(e) || !clean.some((c) => (c.value === e.value || c.value === '' ) && c.conditions.size === 0 && e.conditions.size === 0));
}

/**
 * `for (i = 0; i < queues; i++) napi_disable(…);`: a path that found nothing to hold off is no path on which something can still come.
 * What a caller decides by a constant is another matter.
 */
function heldOffAlike(exits: readonly Exit[]): readonly Exit[] {
  const all = exits.reduce((bits, e) => bits | e.quiesced, 0);
  if (all === 0 || exits.every((e) => e.quiesced === all)) return exits;
  return exits.map((e) => {
    const alike = exits.filter((other) => other.value === e.value && other.armed === e.armed && !excludeEachOther(other.conditions, e.conditions));
    const quiesced = alike.reduce((bits, other) => bits | other.quiesced, 0) & ~e.armed;
    return quiesced === e.quiesced ? e : { ...e, quiesced };
  });
}

/**
 * Exits that differ only in what they return or assume, and change nothing, become one. Of exits that differ only in the contexts they
 * can be taken in, a caller needs to know no more than all of these: kept apart they would crowd out others.
 */
function simplifyExits(exits: readonly Exit[]): readonly Exit[] {
  if (exits.length === 1) return [exits[0]];
  const groups = new Map<string, Exit[]>();
  for (const exit of exits) {
    const key = changesOf(exit);
    const group = groups.get(key);
    if (group) group.push(exit);
    else groups.set(key, [exit]);
  }
  if (groups.size === 1 && exits.every((e) => e.contexts === exits[0].contexts)) return [{ ...exits[0], value: common(exits), conditions: Conditions.none }];
  const kept: Exit[] = [];
  for (const group of groups.values()) {
    const byValue = new Map<string, Exit[]>();
    for (const exit of group) byValue.set(exit.value, [...(byValue.get(exit.value) ?? []), exit]);
    for (const same of byValue.values()) kept.push(...joined(same, exits));
  }
  // Those that say least of their caller's context must not be crowded out.
  return kept.sort((a, b) => Number(a.slept) - Number(b.slept)).slice(0, MAX_EXITS);
}

/** Equal for exits that change the same. */
function changesOf({ held, dropped, endsRcu, irq, restored, bh, preempt, quiesced, armed, slept }: Exit): string {
  let text = `${irq}${restored}|${bh}|${preempt}|${quiesced}|${armed}|${slept ? 1 : 0}${endsRcu ? 'r' : ''}`;
  for (const h of held) text += `|${h.lock.key}:${h.effect}`;
  for (const d of dropped) text += `|-${d.lock.key}`;
  return text;
}

/** One exit for several that change the same, unless only apart they tell when it is not one of the others: the opposite of `a && b` is either of two. */
function joined(same: readonly Exit[], all: readonly Exit[]): readonly Exit[] {
  if (same.length === 1) return same;
  const conditions = sharedConditions(same);
  const others = all.filter((e) => !same.includes(e));
  const isTold = (c: Conditions): boolean => others.every((e) => !canBothHold(c, e.conditions));
  if (same.length < MAX_EXITS && others.length > 0 && !isTold(conditions) && same.every((e) => isTold(e.conditions))) return same;
  return [{ ...same[0], contexts: same.reduce((contexts, e) => contexts | e.contexts, 0), conditions }];
}

function common(exits: readonly Exit[]): string {
  return exits.every((e) => e.value === exits[0].value) ? exits[0].value : '';
}

function sharedConditions(exits: readonly Exit[]): Conditions {
  return Conditions.of([...exits[0].conditions].filter(([key, value]) => exits.every((e) => e.conditions.get(key) === value)));
}

/** Why a release is not the pair of the acquisition; undefined when it is, or when irqs come out right all the same. */
function mismatch(held: Held, row: LockRow, state: State): string | undefined {
  if (held.taker !== undefined || !spins(held.kind)) return undefined;
  const taken = held.effect;
  const given = row.irq;
  if ((taken === 'irq-save' || taken === 'irq-off') && given === 'bh-on') return `${held.api} is paired with ${row.api}: hardirqs stay off`;
  if (taken === 'bh-off' && (given === 'irq-on' || given === 'irq-restore')) return `${held.api} is paired with ${row.api}: softirqs stay off`;
  if (taken === 'none' && given === 'bh-on' && state.bh <= 0) return `${held.api} is paired with ${row.api}: softirqs were never off`;
  if (held.mode !== row.mode && held.kind === 'rwlock' && row.kind === 'rwlock') return `${held.api} is paired with ${row.api}`;
  return undefined;
}

/** Whether anything looks at the result of a call. */
function isResultUsed(view: FunctionView, call: ExpressionId): boolean {
  const { facts } = view;
  let holder = -1;
  for (let i = 0; i < facts.codeLength; i++) {
    const [op, a, b] = view.operation(i);
    if ((op === Op.Branch || op === Op.Return) && a !== -1 && hasPart(view, a, (part) => part === call)) return true;
    if (op === Op.Store && hasPart(view, b, (part) => part === call)) {
      if (view.kind(a) !== Expr.Local) return true;
      holder = a;
    }
    if (op === Op.Call && a !== call) for (let n = 0; n < view.argumentCount(a); n++) if (hasPart(view, view.argument(a, n)!, (part) => part === call)) return true;
  }
  return holder !== -1 && isRead(view, holder);

  function isRead(v: FunctionView, local: ExpressionId): boolean {
    for (let i = 0; i < facts.codeLength; i++) {
      const [op, a, b] = v.operation(i);
      if ((op === Op.Branch || op === Op.Return) && a !== -1 && hasPart(v, a, (part) => part === local)) return true;
      if (op === Op.Store && hasPart(v, b, (part) => part === local) && a !== local) return true;
      if (op === Op.Call) for (let n = 0; n < v.argumentCount(a); n++) if (hasPart(v, v.argument(a, n)!, (part) => part === local)) return true;
    }
    return false;
  }
}
