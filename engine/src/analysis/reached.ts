/** What a function reaches: its own acquisitions, sleeps and waits and those of its callees, in its own terms. */

import type { ExpressionId } from '../facts/types.ts';
import type { LockRow, SleepRow, SyncWaitRow } from '../knowledge/types.ts';
import { substituteKey, type FunctionView } from '../program/function-view.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId } from '../program/types.ts';
import { mapLock } from './apply-exit.ts';
import { isPermitted } from './branch-tests.ts';
import type { ConditionSets, LiftConditions } from './condition-sets.ts';
import { plainParameter, type Conditions } from './conditions.ts';
import { gfpOf } from './gfp.ts';
import type { InterpretContext } from './interpret.ts';
import { atomicReason, composeContexts, composeIrq, Irq, neverWaits, type State } from './state.ts';
import { contradicts } from './values.ts';
import type { Chain, FunctionFlow, ReachedAcquisition, ReachedSleep, ReachedWait } from './summary.ts';

export interface Reached {
  /** `isFirst`: no acquisition of this operation was told before in a state like this. */
  acquisition(lock: LockReference, row: LockRow, subclass: string, state: State, at: number, isFirst: boolean): void;
  sleep(row: SleepRow, state: State, at: number, gfpParameter: number | undefined): void;
  wait(row: SyncWaitRow, object: LockReference, objectName: string, state: State, at: number): void;
  /** What the callee does, put into this function's terms. Later states of the same call matter only where locks are held. */
  lift(call: LiftedCall, callee: FunctionId, state: State): void;
  acquisitions(): readonly ReachedAcquisition[];
  sleeps(): readonly ReachedSleep[];
  waits(): readonly ReachedWait[];
}

export interface LiftedCall {
  readonly at: number;
  readonly call: ExpressionId;
  /** No other function can be meant. */
  readonly isSingle: boolean;
  /** Enough of those that can be meant sleep. */
  readonly isSleepy: boolean;
  /** No state like this was seen here before. */
  readonly isNew: boolean;
}

/** An acquisition apart from the state in which it is made. */
type Taken = Pick<ReachedAcquisition, 'lock' | 'row' | 'subclass' | 'chain'> & { readonly depth: number };

/** A callee's acquisition in this function's terms; the same for every state in which the call is made. */
export class LiftedAcquisition implements Taken {
  private made: Chain | undefined;
  /** Undefined until it is told of. */
  cases: Cases | undefined;

  constructor(
    readonly inner: ReachedAcquisition,
    readonly lock: LockReference,
    readonly dropped: readonly string[],
    private readonly at: number,
    private readonly callee: FunctionId,
  ) {}

  get row(): LockRow {
    return this.inner.row;
  }

  get subclass(): string {
    return this.inner.subclass;
  }

  get depth(): number {
    return this.inner.chain.depth + 1;
  }

  /** Most are never asked for it. */
  get chain(): Chain {
    return (this.made ??= link(this.at, this.callee, this.inner.chain));
  }

  /** The class is one that the callee could not tell. */
  get isOpen(): boolean {
    return mayBeOpen(this.inner) && this.lock.class !== undefined && !this.lock.class.generic;
  }
}

interface LiftedWait {
  readonly inner: ReachedWait;
  readonly object: LockReference;
  readonly chain: Chain;
  readonly dropped: readonly string[];
  /** By a state that released nothing before: all such tell the same. */
  isTold: boolean;
}

export interface ReachedListener {
  /** Only this function knows the class of what the callee takes. */
  onOpen(call: LiftedCall, lifted: LiftedAcquisition, state: State): void;
  /** The callee takes a lock while this function holds some. */
  onHeld(call: LiftedCall, lifted: LiftedAcquisition, state: State): void;
}

const MAX_VARIANTS = 4;
const MAX_ACQUISITIONS = 32;
const MAX_SLEEPS = 6;
const MAX_WAITS = 20;
const MAX_DEPTH = 6;
/** Every third would lie at the end of one call more: memory for what ends as hints. */
const MAX_ACQUISITION_DEPTH = 5;
/** Most drivers resume their device in half of what they do: further away it is no news, and would crowd out other waits. */
const MAX_RUNTIME_DEPTH = 1;

/** Of the states in which a lock is taken by one call the first tells its conditions, and each that a constant argument tells from those before. */
interface Cases {
  readonly key: string;
  readonly known: Conditions[];
  /** No further one can be told from these. */
  isClosed: boolean;
}

interface LiftedCallee {
  readonly args: readonly string[];
  /** Parallel to the callee's; made when one is first looked at. */
  readonly acquisitions: (LiftedAcquisition | undefined)[];
  readonly waits: readonly LiftedWait[];
}

/** The state in which a lock is taken. */
type Circumstances = Omit<ReachedAcquisition, keyof Taken>;

export function createReached(context: InterpretContext, view: FunctionView, conditionSets: ConditionSets, saysWhenItSleeps: boolean, listener: ReachedListener): Reached {
  const { program } = context.effects;
  const acquisitions: ReachedAcquisition[] = [];
  const sleeps: ReachedSleep[] = [];
  const waits: ReachedWait[] = [];
  const casesAt = new Map<number, Cases[]>();
  const lifted = new Map<number, LiftedCallee>();
  /** Of a full list; undefined after a change. */
  let dispensable: Dispensable | undefined;

  function casesOf(at: number, { key }: LockReference): Cases {
    let here = casesAt.get(at);
    if (!here) casesAt.set(at, (here = []));
    let known = here.find((cases) => cases.key === key);
    if (!known) here.push((known = { key, known: [], isClosed: false }));
    return known;
  }

  function liftedCases(at: number, lifted: LiftedAcquisition): Cases {
    return (lifted.cases ??= casesOf(at, lifted.lock));
  }

  /** Where an acquisition goes in the list, in place of a farther one or at its end; -1 if one as near is known, or there is no room. */
  function placeOf({ lock, depth }: Taken, conditions: Conditions, contexts: number, lastReference: boolean): number {
    for (let i = 0; i < acquisitions.length; i++) {
      const known = acquisitions[i];
      if (known.conditions !== conditions || known.lastReference !== lastReference || !isSameLock(known.lock, lock)) continue;
      addContexts(i, contexts);
      return known.chain.depth <= depth ? -1 : i;
    }
    if (acquisitions.length < MAX_ACQUISITIONS) return acquisitions.length;
    return acquisitions.some((known) => isSameLock(known.lock, lock)) ? -1 : placeInFull(depth);
  }

  /** A lock that is not known yet takes the place of another's further case, or else of what is farther away; -1: all are near. */
  function placeInFull(depth: number): number {
    const { again, farthest } = (dispensable ??= dispensableOf(acquisitions));
    if (again >= 0 && depth <= acquisitions[again].chain.depth) return again;
    return depth < acquisitions[farthest].chain.depth ? farthest : -1;
  }

  function reachAcquisition(place: number, { lock, row, subclass, chain }: Taken, cases: Cases, now: Circumstances, isFirst: boolean): void {
    if (!isOtherCase(cases, now.conditions) && !isFirst) return;
    dispensable = undefined;
    const { conditions, dropped, irq, bh, lastReference } = now;
    const contexts = place < acquisitions.length && isSameLock(acquisitions[place].lock, lock) ? acquisitions[place].contexts : now.contexts;
    acquisitions[place] = { lock, row, subclass, chain, conditions, dropped, contexts, irq, bh, lastReference };
  }

  /** `if (irqs_disabled()) spin_lock(…); else spin_lock_irq(…);`: one stands for both. */
  function addContexts(index: number, contexts: number): void {
    const known = acquisitions[index];
    if ((known.contexts | contexts) !== known.contexts) acquisitions[index] = { ...known, contexts: known.contexts | contexts };
  }

  function reachSleep(row: SleepRow, state: State, chain: Chain, conditions: Conditions, gfpParameter: number | undefined, irq: Irq, lastReference: boolean, contexts = state.contexts): void {
    if (chain.depth > MAX_DEPTH) return;
    const slot = sleeps.findIndex((s) => s.conditions === conditions && s.row.api === row.api && s.gfpParameter === gfpParameter && s.lastReference === lastReference);
    if (slot < 0 ? sleeps.length >= MAX_VARIANTS * MAX_SLEEPS : sleeps[slot].chain.depth <= chain.depth) return;
    sleeps[slot < 0 ? sleeps.length : slot] = { row, chain, conditions, dropped: droppedKeys(state), contexts, gfpParameter, irq, lastReference };
  }

  function reachWait(row: SyncWaitRow, object: LockReference, objectName: string, state: State, chain: Chain, conditions: Conditions, dropped: readonly string[], lastReference: boolean, contexts = state.contexts): void {
    if (chain.depth > (row.waitsFor === 'runtime' ? MAX_RUNTIME_DEPTH : MAX_DEPTH)) return;
    const slot = waits.findIndex((w) => w.row.api === row.api && w.lastReference === lastReference && w.objectName === objectName && (w.object.class?.key ?? w.object.key) === (object.class?.key ?? object.key) && areSameKeys(w.dropped, dropped));
    if (slot < 0 ? waits.length >= MAX_WAITS && !giveWay(chain.depth) : waits[slot].chain.depth <= chain.depth) return;
    waits[slot < 0 ? waits.length : slot] = { row, object, objectName, chain, conditions, dropped, contexts, lastReference };
  }

  /** What a pointer's many targets wait for far down does not crowd out what is waited for nearby. */
  function giveWay(depth: number): boolean {
    let farthest = -1;
    waits.forEach(({ chain }, i) => {
      if (chain.depth > depth) [farthest, depth] = [i, chain.depth];
    });
    if (farthest >= 0) waits.splice(farthest, 1);
    return farthest >= 0;
  }

  function liftedCallee(at: number, call: ExpressionId, callee: FunctionId, flow: FunctionFlow): LiftedCallee {
    const args = view.argumentKeys(call);
    const near = flow.reachedWaits.filter(({ chain }) => chain.depth < MAX_DEPTH);
    return {
      args,
      acquisitions: new Array<LiftedAcquisition | undefined>(flow.reachedAcquisitions.length),
      waits: near.map((inner) => ({ inner, object: mapLock(program, view, call, args, inner.object), chain: link(at, callee, inner.chain), dropped: liftKeys(inner.dropped, args), isTold: false })),
    };
  }

  /** A lock that is taken under several conditions is one. */
  function lockOf(call: ExpressionId, { args, acquisitions }: LiftedCallee, inner: LockReference): LockReference {
    const known = acquisitions.find((a) => a?.inner.lock === inner);
    return known ? known.lock : mapLock(program, view, call, args, inner);
  }

  /** There is room, or one of those known may give way. */
  function hasRoom(depth: number): boolean {
    return acquisitions.length < MAX_ACQUISITIONS || placeInFull(depth) >= 0;
  }

  function lift(call: LiftedCall, callee: FunctionId, state: State): void {
    const flow = context.flowOf(callee);
    if (!flow || (!flow.reachedAcquisitions.length && !flow.reachedSleeps.length && !flow.reachedWaits.length)) return;
    const key = call.at * CALLEES + callee;
    let known = lifted.get(key);
    const isFirst = known === undefined;
    if (!known) lifted.set(key, (known = liftedCallee(call.at, call.call, callee, flow)));
    const conditionsOf = conditionSets.through(call.call, known.args, state);
    liftAcquisitions(call, callee, flow, known, state, conditionsOf, isFirst);
    if (call.isSleepy && !saysWhenItSleeps && !atomicReason(state) && state.dropped.length === 0 && !state.slept) liftSleeps(call, callee, flow, state, conditionsOf);
    for (const wait of known.waits) liftWait(wait, state, conditionsOf);
  }

  function liftAcquisitions(call: LiftedCall, callee: FunctionId, flow: FunctionFlow, known: LiftedCallee, state: State, conditionsOf: LiftConditions, isFirst: boolean): void {
    const mayHold = call.isNew && call.isSingle && state.held.length > 0;
    const mayTell = isFirst || state.dropped.length === 0;
    for (let i = 0; i < flow.reachedAcquisitions.length; i++) {
      const inner = flow.reachedAcquisitions[i];
      const depth = inner.chain.depth + 1;
      const hasSpace = mayTell && depth <= MAX_ACQUISITION_DEPTH && !neverWaits(inner.row) && hasRoom(depth);
      if (!hasSpace && !mayHold && !(call.isSingle && mayBeOpen(inner))) continue;
      const a = (known.acquisitions[i] ??= new LiftedAcquisition(inner, lockOf(call.call, known, inner.lock), liftKeys(inner.dropped, known.args), call.at, callee));
      const isTold = hasSpace && isNameable(a.lock) && (isFirst || !liftedCases(call.at, a).isClosed);
      const isOpen = call.isSingle && a.isOpen;
      if (!isTold && !isOpen && !mayHold) continue;
      const conditions = conditionsOf(inner.conditions);
      const contexts = composeContexts(state, inner.contexts);
      if (!conditions || contexts === 0) continue;
      const irq = composeIrq(state.irq, inner.irq);
      const bh = state.bh + inner.bh;
      const lastReference = state.lastReference || inner.lastReference;
      const place = isTold ? placeOf(a, conditions, contexts, lastReference) : -1;
      if (place >= 0) reachAcquisition(place, a, liftedCases(call.at, a), { conditions, dropped: withDropped(state, a.dropped), contexts, irq, bh, lastReference }, isFirst);
      if (isOpen) listener.onOpen(call, a, state.with({ irq, bh, contexts }));
      if (mayHold) listener.onHeld(call, a, state);
    }
  }

  function liftSleeps({ at, call }: LiftedCall, callee: FunctionId, flow: FunctionFlow, state: State, conditionsOf: LiftConditions): void {
    for (const s of flow.reachedSleeps) {
      if (s.chain.depth >= MAX_DEPTH) continue;
      const contexts = composeContexts(state, s.contexts);
      if (s.dropped.length || (s.irq === Irq.On && state.irq === Irq.Off) || contexts === 0 || isPermitted(view, call, s.conditions)) continue;
      const conditions = conditionsOf(s.conditions);
      if (!conditions) continue;
      const gfp = s.gfpParameter === undefined ? undefined : gfpOf(view, call, s.gfpParameter);
      if (gfp === 'atomic' || gfp === 'unknown') continue;
      reachSleep(s.row, state, link(at, callee, s.chain), conditions, typeof gfp === 'number' ? gfp : undefined, composeIrq(state.irq, s.irq), state.lastReference || s.lastReference, contexts);
    }
  }

  function liftWait(wait: LiftedWait, state: State, conditionsOf: LiftConditions): void {
    const isPlain = state.dropped.length === 0 && !state.lastReference;
    if (isPlain && wait.isTold) return;
    const { inner, object, chain, dropped } = wait;
    const contexts = composeContexts(state, inner.contexts);
    const conditions = contexts === 0 ? undefined : conditionsOf(inner.conditions);
    if (!conditions) return;
    wait.isTold ||= isPlain;
    reachWait(inner.row, object, inner.objectName, state, chain, conditions, withDropped(state, dropped), state.lastReference || inner.lastReference, contexts);
  }

  return {
    acquisition(lock, row, subclass, state, at, isFirst) {
      if (neverWaits(row) || !isNameable(lock)) return;
      const now = { conditions: conditionSets.of(state), dropped: droppedKeys(state), contexts: state.contexts, irq: state.irq, bh: state.bh, lastReference: state.lastReference };
      const taken = { lock, row, subclass, depth: 0, chain: here(at) };
      const place = placeOf(taken, now.conditions, now.contexts, now.lastReference);
      if (place >= 0) reachAcquisition(place, taken, casesOf(at, lock), now, isFirst);
    },
    sleep: (row, state, at, gfpParameter) => reachSleep(row, state, here(at), conditionSets.of(state), gfpParameter, state.irq, state.lastReference),
    wait: (row, object, objectName, state, at) => reachWait(row, object, objectName, state, here(at), conditionSets.of(state), droppedKeys(state), state.lastReference),
    lift,
    acquisitions: () => acquisitions,
    sleeps: () => surestOf(sleeps),
    waits: () => waits,
  };
}

/** Its class may be known to the caller only. */
function mayBeOpen({ lock }: ReachedAcquisition): boolean {
  return !lock.class || lock.class.generic;
}

/** Some caller may know which lock it is. */
function isNameable(lock: LockReference): boolean {
  return lock.class !== undefined || lock.parameter !== undefined;
}

function isSameLock(a: LockReference, b: LockReference): boolean {
  return a.class === b.class && a.key === b.key;
}

/** Places in a list of acquisitions: of the farthest, and of the farthest of those that only take a lock in a further case; -1: there is none. Of equals the last. */
interface Dispensable {
  readonly farthest: number;
  readonly again: number;
}

function dispensableOf(acquisitions: readonly ReachedAcquisition[]): Dispensable {
  const farther = (i: number, than: number): boolean => than < 0 || acquisitions[i].chain.depth >= acquisitions[than].chain.depth;
  let [farthest, again] = [-1, -1];
  for (let i = 0; i < acquisitions.length; i++) {
    if (farther(i, farthest)) farthest = i;
    if (farther(i, again) && acquisitions.some(({ lock, chain }, n) => n !== i && isSameLock(lock, acquisitions[i].lock) && (chain.depth < acquisitions[i].chain.depth || n < i))) again = i;
  }
  return { farthest, again };
}

function areSameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, i) => key === b[i]);
}

/** Above any function's id. */
const CALLEES = 2 ** 24;

function isOtherCase(cases: Cases, conditions: Conditions): boolean {
  const { known } = cases;
  if (known.length > 0 && (cases.isClosed || !known.every((c) => excludeEachOther(c, conditions)))) return false;
  known.push(conditions);
  cases.isClosed ||= known.length >= MAX_VARIANTS || !hasParameter(conditions);
  return true;
}

function hasParameter(conditions: Conditions): boolean {
  return conditions.some((key) => plainParameter(key) >= 0);
}

/** Whether a parameter would have to have two values. */
export function excludeEachOther(a: Conditions, b: Conditions): boolean {
  return a.some((key, value) => plainParameter(key) >= 0 && contradicts(value, b.get(key) ?? value));
}

export function canBothHold(a: Conditions, b: Conditions): boolean {
  return !a.some((key, value) => contradicts(value, b.get(key) ?? value));
}

/** Those that sleep wherever they are called, under the fewest conditions, by the shortest ways. */
function surestOf(all: readonly ReachedSleep[]): readonly ReachedSleep[] {
  return all.length <= MAX_SLEEPS ? all : [...all].sort((a, b) => Number(a.row.only !== undefined) - Number(b.row.only !== undefined) || Number(a.lastReference) - Number(b.lastReference) || a.conditions.size - b.conditions.size || a.chain.depth - b.chain.depth).slice(0, MAX_SLEEPS);
}

/** Keys of locks dropped, and their classes as `#class`, for callers that name the object otherwise. */
function droppedKeys(state: State): readonly string[] {
  return state.dropped.length === 0 ? noKeys : state.dropped.flatMap((d) => (d.lock.class ? [d.lock.key, `#${d.lock.class.key}`] : [d.lock.key]));
}

function withDropped(state: State, dropped: readonly string[]): readonly string[] {
  return state.dropped.length ? [...droppedKeys(state), ...dropped] : dropped;
}

const noKeys: readonly string[] = [];

/** A callee's keys in its caller's terms, without those that mean nothing there; classes, `#class`, mean the same everywhere. */
export function liftKeys(keys: readonly string[], args: readonly string[]): readonly string[] {
  return keys.length === 0 ? noKeys : keys.flatMap((key) => (key[0] === '#' ? key : substituteKey(key, args) ?? []));
}

function here(operation: number): Chain {
  return { operation, depth: 0 };
}

/** A callee's chain, from its caller. */
export function link(operation: number, callee: FunctionId, next: Chain): Chain {
  return { operation, callee, next, depth: next.depth + 1 };
}
