/** What a function reaches: its own acquisitions, sleeps and waits and those of its callees, in its own terms. */

import type { ExpressionId } from '../facts/types.ts';
import type { LockRow, SleepRow, SyncWaitRow } from '../knowledge/types.ts';
import { substituteKey, type FunctionView } from '../program/function-view.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId, LockClass } from '../program/types.ts';
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

/** A callee's acquisition in this function's terms; the same for every state in which the call is made. */
export interface LiftedAcquisition {
  readonly inner: ReachedAcquisition;
  readonly lock: LockReference;
  readonly chain: Chain;
  readonly dropped: readonly string[];
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

/** Of the states in which one call is made the first tells its conditions, and each that a constant argument tells from those before. */
interface Cases {
  readonly known: Conditions[];
  /** No further one can be told from these. */
  isClosed: boolean;
}

/** Acquisitions of one lock that are known: under which conditions, and where they stand in the list. */
interface Known {
  readonly conditions: Conditions[];
  readonly indices: number[];
}

interface Place {
  readonly cases: Cases;
  readonly known: Known;
  /** Ways on which a last reference is dropped are told apart. */
  readonly knownLast: Known;
}

interface PlacedAcquisition extends LiftedAcquisition {
  readonly place: Place;
  readonly isOpen: boolean;
  readonly isNone: boolean;
}

interface LiftedCallee {
  readonly args: readonly string[];
  /** Parallel to the callee's; made when one is first looked at. */
  readonly acquisitions: (PlacedAcquisition | undefined)[];
  readonly waits: readonly { readonly inner: ReachedWait; readonly object: LockReference; readonly chain: Chain; readonly dropped: readonly string[] }[];
}

export function createReached(context: InterpretContext, view: FunctionView, conditionSets: ConditionSets, saysWhenItSleeps: boolean, listener: ReachedListener): Reached {
  const { program } = context.effects;
  const acquisitions: ReachedAcquisition[] = [];
  const sleeps = new Map<string, ReachedSleep>();
  const waits = new Map<string, ReachedWait>();
  const cases = new Map<number, Map<string, Cases>>();
  const placesByClass = new Map<LockClass | undefined, Map<string, Pick<Place, 'known' | 'knownLast'>>>();
  const lifted = new Map<number, LiftedCallee>();
  /** The greatest depth among the acquisitions; undefined after a change. */
  let deepest: number | undefined;

  function placeOf(at: number, lock: LockReference): Place {
    const places = entryOf(entryOf(placesByClass, lock.class, () => new Map<string, Pick<Place, 'known' | 'knownLast'>>()), lock.key, () => ({ known: { conditions: [], indices: [] }, knownLast: { conditions: [], indices: [] } }));
    const told = entryOf(entryOf(cases, at, () => new Map<string, Cases>()), lock.key, () => ({ known: [], isClosed: false }));
    return { cases: told, ...places };
  }

  function reachAcquisition(place: Place, reached: ReachedAcquisition, isFirst: boolean): void {
    const { row, chain, lock, conditions, lastReference } = reached;
    if (isUnreachable(row, chain.depth, lock)) return;
    const known = lastReference ? place.knownLast : place.known;
    const slot = known.conditions.indexOf(conditions);
    if (slot >= 0) addContexts(known.indices[slot], reached.contexts);
    if (slot < 0 ? acquisitions.length >= MAX_ACQUISITIONS : acquisitions[known.indices[slot]].chain.depth <= chain.depth) return;
    if (!isOtherCase(place.cases, conditions) && !isFirst) return;
    deepest = undefined;
    if (slot >= 0) acquisitions[known.indices[slot]] = { ...reached, contexts: acquisitions[known.indices[slot]].contexts };
    else {
      known.conditions.push(conditions);
      known.indices.push(acquisitions.push(reached) - 1);
    }
  }

  /** `if (irqs_disabled()) spin_lock(…); else spin_lock_irq(…);`: one stands for both. */
  function addContexts(index: number, contexts: number): void {
    const known = acquisitions[index];
    if ((known.contexts | contexts) !== known.contexts) acquisitions[index] = { ...known, contexts: known.contexts | contexts };
  }

  function reachSleep(row: SleepRow, state: State, chain: Chain, conditions: Conditions, gfpParameter: number | undefined, irq: Irq, lastReference: boolean, contexts = state.contexts): void {
    if (chain.depth > MAX_DEPTH) return;
    const key = `${row.api}|${gfpParameter}|${lastReference ? 'L' : ''}|${conditions.text}`;
    const known = sleeps.get(key);
    if (known ? known.chain.depth <= chain.depth : sleeps.size >= MAX_VARIANTS * MAX_SLEEPS) return;
    sleeps.set(key, { row, chain, conditions, dropped: droppedKeys(state), contexts, gfpParameter, irq, lastReference });
  }

  function reachWait(row: SyncWaitRow, object: LockReference, objectName: string, state: State, chain: Chain, conditions: Conditions, dropped: readonly string[], lastReference: boolean, contexts = state.contexts): void {
    if (chain.depth > MAX_DEPTH) return;
    const key = `${row.api}|${object.class?.key ?? object.key}|${objectName}|${lastReference ? 'L' : ''}|${dropped.join()}`;
    const known = waits.get(key);
    if (known ? known.chain.depth <= chain.depth : waits.size >= MAX_WAITS && !giveWay(chain.depth)) return;
    waits.set(key, { row, object, objectName, chain, conditions, dropped, contexts, lastReference });
  }

  /** What a pointer's many targets wait for far down does not crowd out what is waited for nearby. */
  function giveWay(depth: number): boolean {
    let farthest = '';
    for (const [key, { chain }] of waits) if (chain.depth > depth) [farthest, depth] = [key, chain.depth];
    return waits.delete(farthest);
  }

  function liftedCallee(at: number, call: ExpressionId, callee: FunctionId, flow: FunctionFlow): LiftedCallee {
    const args = view.argumentKeys(call);
    const lock = (inner: LockReference): LockReference => mapLock(program, view, call, args, inner);
    return {
      args,
      acquisitions: new Array<PlacedAcquisition | undefined>(flow.reachedAcquisitions.length),
      waits: flow.reachedWaits.map((inner) => ({ inner, object: lock(inner.object), chain: link(at, callee, inner.chain), dropped: liftKeys(inner.dropped, args) })),
    };
  }

  function placed(at: number, call: ExpressionId, callee: FunctionId, inner: ReachedAcquisition, args: readonly string[]): PlacedAcquisition {
    const lock = mapLock(program, view, call, args, inner.lock);
    const isOpen = mayBeOpen(inner) && lock.class !== undefined && !lock.class.generic;
    return { inner, lock, chain: link(at, callee, inner.chain), dropped: liftKeys(inner.dropped, args), place: placeOf(at, lock), isOpen, isNone: isUnreachable(inner.row, inner.chain.depth + 1, lock) };
  }

  /** There is room, or one of those known is further away. */
  function hasRoom(depth: number): boolean {
    if (acquisitions.length < MAX_ACQUISITIONS) return true;
    deepest ??= acquisitions.reduce((most, { chain }) => Math.max(most, chain.depth), 0);
    return depth < deepest;
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
    for (const { inner, object, chain, dropped } of known.waits) {
      const contexts = composeContexts(state, inner.contexts);
      const conditions = contexts === 0 ? undefined : conditionsOf(inner.conditions);
      if (conditions) reachWait(inner.row, object, inner.objectName, state, chain, conditions, withDropped(state, dropped), state.lastReference || inner.lastReference, contexts);
    }
  }

  function liftAcquisitions(call: LiftedCall, callee: FunctionId, flow: FunctionFlow, known: LiftedCallee, state: State, conditionsOf: LiftConditions, isFirst: boolean): void {
    const mayHold = call.isNew && call.isSingle && state.held.length > 0;
    const mayTell = isFirst || state.dropped.length === 0;
    for (let i = 0; i < flow.reachedAcquisitions.length; i++) {
      const inner = flow.reachedAcquisitions[i];
      const hasSpace = mayTell && hasRoom(inner.chain.depth + 1);
      if (!hasSpace && !mayHold && !(call.isSingle && mayBeOpen(inner))) continue;
      const a = (known.acquisitions[i] ??= placed(call.at, call.call, callee, inner, known.args));
      const isTold = hasSpace && !a.isNone && (isFirst || !a.place.cases.isClosed) && (acquisitions.length < MAX_ACQUISITIONS || isKnown(a.place));
      const isOpen = a.isOpen && call.isSingle;
      if (!isTold && !isOpen && !mayHold) continue;
      const { lock, chain, dropped } = a;
      const conditions = conditionsOf(inner.conditions);
      const contexts = composeContexts(state, inner.contexts);
      if (!conditions || contexts === 0) continue;
      const irq = composeIrq(state.irq, inner.irq);
      const bh = state.bh + inner.bh;
      if (isTold) reachAcquisition(a.place, { lock, row: inner.row, subclass: inner.subclass, chain, conditions, dropped: withDropped(state, dropped), contexts, irq, bh, lastReference: state.lastReference || inner.lastReference }, isFirst);
      if (isOpen) listener.onOpen(call, a, state.with({ irq, bh, contexts }));
      if (mayHold) listener.onHeld(call, a, state);
    }
  }

  function liftSleeps({ at, call }: LiftedCall, callee: FunctionId, flow: FunctionFlow, state: State, conditionsOf: LiftConditions): void {
    for (const s of flow.reachedSleeps) {
      const contexts = composeContexts(state, s.contexts);
      if (s.dropped.length || (s.irq === Irq.On && state.irq === Irq.Off) || contexts === 0 || isPermitted(view, call, s.conditions)) continue;
      const conditions = conditionsOf(s.conditions);
      if (!conditions) continue;
      const gfp = s.gfpParameter === undefined ? undefined : gfpOf(view, call, s.gfpParameter);
      if (gfp === 'atomic' || gfp === 'unknown') continue;
      reachSleep(s.row, state, link(at, callee, s.chain), conditions, typeof gfp === 'number' ? gfp : undefined, composeIrq(state.irq, s.irq), state.lastReference || s.lastReference, contexts);
    }
  }

  return {
    acquisition(lock, row, subclass, state, at, isFirst) {
      const reached = { lock, row, subclass, chain: here(at), conditions: conditionSets.of(state), dropped: droppedKeys(state), contexts: state.contexts, irq: state.irq, bh: state.bh, lastReference: state.lastReference };
      reachAcquisition(placeOf(at, lock), reached, isFirst);
    },
    sleep: (row, state, at, gfpParameter) => reachSleep(row, state, here(at), conditionSets.of(state), gfpParameter, state.irq, state.lastReference),
    wait: (row, object, objectName, state, at) => reachWait(row, object, objectName, state, here(at), conditionSets.of(state), droppedKeys(state), state.lastReference),
    lift,
    acquisitions: () => acquisitions,
    sleeps: () => surestOf([...sleeps.values()]),
    waits: () => [...waits.values()],
  };
}

/** Its class may be known to the caller only. */
function mayBeOpen({ lock }: ReachedAcquisition): boolean {
  return !lock.class || lock.class.generic;
}

/** A try, something too far away, or what no caller could name. */
function isUnreachable(row: LockRow, depth: number, lock: LockReference): boolean {
  return neverWaits(row) || depth > MAX_DEPTH || (!lock.class && lock.parameter === undefined);
}

function isKnown({ known, knownLast }: Place): boolean {
  return known.indices.length > 0 || knownLast.indices.length > 0;
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

function entryOf<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let known = map.get(key);
  if (!known) map.set(key, (known = create()));
  return known;
}
