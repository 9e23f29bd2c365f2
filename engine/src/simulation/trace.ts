/**
 * From a witness to what its context does: a way through every function of the chain, as lock and mask operations in order.
 *
 * DESIGN. The witness names the functions and the places that matter; what lies between is the shortest way that the interpreter
 * holds feasible. Calls that leave locks and masks as they were are passed over; wrappers that change them are followed inside.
 * Behind the last place the way goes on to a return of every function, so that what was taken is released.
 */

import { Assumptions } from '../analysis/assumptions.ts';
import { contextBit, enteredWith, entryState, stateKey, type State } from '../analysis/state.ts';
import type { Analysis } from '../analysis/types.ts';
import { nameOf, type Step, type Witness } from '../analysis/witness.ts';
import { Op } from '../facts/types.ts';
import type { FunctionId, ProgramFunction } from '../program/types.ts';
import { findWay, findWays, isReturn, walkerOf, type Place as PathPlace, type Point, type Walker } from './path.ts';
import { callOf, changes, enterState, eventsAt, eventsOf, leaveOf, lift, markOf, MAX_DEPTH, operationsAt, type Event, type Frame } from './way-events.ts';

/** What must hold of masks where the witness's last place is passed, relative to the function's entry. */
export type Accepts = (state: State) => boolean;

export interface Conditions {
  readonly accepts?: Accepts;
  /** The same of the place where the witness's first function calls the next. */
  readonly acceptsCall?: Accepts;
  /** What the witness took may be released before its next place. */
  readonly mayRelease?: boolean;
}

const always: Accepts = () => true;

/** `blocked`: the function through which no feasible way along the witness was found. */
export function traceWitness(analysis: Analysis, witness: Witness, { accepts = always, acceptsCall = always, mayRelease = false }: Conditions = {}): { readonly events: readonly Event[] } | { readonly blocked: string } {
  const root = rootOf(analysis, witness);
  const search: Search = { analysis, accepts, acceptsCall, mayRelease };
  const steps = witness.steps.map((step, index) => ({ step, index }));
  return (root === undefined ? undefined : traceFunction(search, root, steps, entryState.with({ contexts: contextBit(witness.context) | enteredWith.any }), 0)) ?? { blocked: search.blocked ?? witness.entry.function };
}

/** The function in which a witness begins. */
export function rootOf(analysis: Analysis, { entry, steps }: Witness): FunctionId | undefined {
  const name = steps[0]?.function ?? entry.function;
  const file = steps[0]?.location.file ?? entry.location.file;
  const named = functionsNamed(analysis, name);
  const here = named.filter((f) => f.file.path === file);
  const first = steps[0];
  const exact = here.find((f) => first && operationsAt(analysis, f.id, first).size > 0);
  return (exact ?? here[0] ?? named[0])?.id;
}

const indices = new WeakMap<Analysis, ReadonlyMap<string, ProgramFunction[]>>();

function functionsNamed(analysis: Analysis, name: string): readonly ProgramFunction[] {
  let index = indices.get(analysis);
  if (!index) {
    const byName = new Map<string, ProgramFunction[]>();
    for (const f of analysis.program.table.functions) {
      if (f.facts.form === 'file') continue;
      const list = byName.get(f.name);
      if (list) list.push(f);
      else byName.set(f.name, [f]);
    }
    indices.set(analysis, (index = byName));
  }
  return index.get(name) ?? [];
}

interface Search {
  readonly analysis: Analysis;
  readonly accepts: Accepts;
  readonly acceptsCall: Accepts;
  readonly mayRelease: boolean;
  /** The innermost function through which no way was found. */
  blocked?: string;
}

interface NumberedStep {
  readonly step: Step;
  readonly index: number;
}

interface Traced {
  readonly events: readonly Event[];
  readonly end: State;
}

function traceFunction(search: Search, id: FunctionId, steps: readonly NumberedStep[], start: State, depth: number): Traced | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const { analysis } = search;
  const own = ownSteps(steps);
  const below = steps.slice(own.length);
  if (own.length === 1 && isAttachment(own[0].step)) return traceAttached(search, id, own[0], below, start, depth);
  const walker = walkerOf(analysis, id);
  const sites = own.map(({ step }) => operationsAt(analysis, id, step));
  if (sites.some((operations) => operations.size === 0)) return void (search.blocked ??= nameOf(analysis.program, id));
  const at = { id, walker, depth };
  const found = tracePast(search, at, own, sites, start, below);
  if (found || below.length === 0) return found;
  const alike = callsLike(walker, sites.at(-1)!);
  return alike.size > sites.at(-1)!.size ? tracePast(search, at, own, [...sites.slice(0, -1), alike], start, below) : undefined;
}

/** All calls of the function that these call: a witness names one of them, which may be one that passes what excludes the rest. */
function callsLike({ view }: Walker, sites: ReadonlySet<number>): ReadonlySet<number> {
  const names = new Set([...sites].filter((at) => view.operation(at)[0] === Op.Call).map((at) => view.calleeName(view.operation(at)[1])).filter((name) => name !== ''));
  const all = Array.from({ length: view.facts.codeLength }, (_, at) => at);
  return new Set(all.filter((at) => view.operation(at)[0] === Op.Call && names.has(view.calleeName(view.operation(at)[1]))));
}

function tracePast(search: Search, { id, walker, depth }: Pick<Frame, 'id' | 'walker' | 'depth'>, own: readonly NumberedStep[], sites: readonly ReadonlySet<number>[], start: State, below: readonly NumberedStep[]): Traced | undefined {
  const last = below.length === 0 ? search.accepts : depth === 0 ? search.acceptsCall : always;
  const places = sites.map((operations, i) => ({
    operations,
    accepts: (state: State) => (i < own.length - 1 || last(state)) && sites.slice(0, i).every((earlier, j) => search.mayRelease || !isTaking(own[j].step) || state.held.some((h) => earlier.has(h.operation))),
  }));
  const frame: Frame = { analysis: search.analysis, id, walker, depth, marks: new Map(own.flatMap(({ index }, i) => [...sites[i]].map((at) => [at, index] as const))) };
  try {
    return traceWays(search, frame, places, sites, start, below);
  } finally {
    walker.view.forget();
  }
}

/** A BPF program that runs where a function begins, and after it the function. */
function traceAttached(search: Search, id: FunctionId, { step, index }: NumberedStep, below: readonly NumberedStep[], start: State, depth: number): Traced | undefined {
  const { analysis } = search;
  const name = below[0].step.function;
  const frame: Frame = { analysis, id, walker: walkerOf(analysis, id), depth, marks: new Map() };
  for (const program of namedLike(analysis, below[0].step)) {
    const inner = traceFunction(search, program, below, entryState.with({ contexts: start.contexts }), depth + 1);
    const way = inner && wayOut(frame.walker, [{ at: 0, state: start }]);
    frame.walker.view.forget();
    if (!way) continue;
    const at = { function: nameOf(analysis.program, id), location: step.location, slot: '' };
    return { events: [{ ...at, what: step.what, kind: 'call', step: index }, ...inner.events, { ...at, what: `is back from ${name}()`, kind: 'return' }, ...eventsOf(frame, way)], end: way.at(-1)!.state };
  }
  return void (search.blocked ??= name);
}

const MAX_WAYS = 8;

/** What a way to the call assumes may exclude what happens below it: then the next one is tried. */
function traceWays(search: Search, frame: Frame, places: readonly PathPlace[], sites: readonly ReadonlySet<number>[], start: State, below: readonly NumberedStep[]): Traced | undefined {
  const { walker } = frame;
  const tried = new Set<string>();
  for (const toPlace of findWays(walker, [{ at: 0, state: start }], places, ({ at }) => places.length === 0 || sites.at(-1)!.has(at))) {
    const there = toPlace.at(-1)!;
    const entry = below.length ? enteringKey(frame, there) : String(tried.size);
    if (tried.has(entry)) continue;
    tried.add(entry);
    const onward = below.length ? descend(search, frame, there, below) : passLast(frame, there);
    const toEnd = onward && wayOut(walker, onward.starts);
    if (toEnd) return { events: [...eventsOf(frame, toPlace), ...onward.events(toEnd[0]), ...eventsOf(frame, toEnd)], end: toEnd.at(-1)!.state };
    if (tried.size === MAX_WAYS) break;
  }
  search.blocked ??= nameOf(search.analysis.program, frame.id);
  return undefined;
}

/** Ways that call what lies below with the same knowledge of the arguments end alike there. */
function enteringKey({ walker: { view } }: Frame, { at, state }: Point): string {
  return stateKey(enterState(view, view.operation(at)[1], state).with({ held: state.held, dropped: state.dropped, irq: state.irq, bh: state.bh, preempt: state.preempt }));
}

interface Onward {
  readonly starts: readonly Point[];
  /** What happens at the place, given where the way goes on. */
  readonly events: (next: Point) => readonly Event[];
}

/** The last place itself: an acquisition there is one that succeeds. */
function passLast(frame: Frame, there: Point): Onward {
  if (isReturn(frame.walker.view, there.at)) return { starts: [there], events: () => markOf(frame, there) };
  const nexts = frame.walker.next(there);
  const taking = nexts.filter(({ state }) => state.held.length > there.state.held.length);
  return { starts: taking.length ? taking : nexts, events: (next) => eventsAt(frame, there, next.state) };
}

/** To a return, best one that leaves nothing taken; what the way so far assumed is dropped where that leaves none (a loop's condition). */
function wayOut(walker: Walker, starts: readonly Point[]): readonly Point[] | undefined {
  const find = (from: readonly Point[]): readonly Point[] | undefined => findWay(walker, from, ({ at }) => isReturn(walker.view, at), ({ state }) => isBalanced(state));
  return find(starts) ?? find(starts.map(({ at, state }) => ({ at, state: state.withAssumed(Assumptions.none) })));
}

/** Steps in the function itself: up to and including the call that the rest lies below. */
function ownSteps(steps: readonly NumberedStep[]): readonly NumberedStep[] {
  const at = steps.findIndex(({ step }, i) => i + 1 < steps.length && (step.what === `calls ${steps[i + 1].step.function}()` || isAttachment(step)));
  return at === -1 ? steps : steps.slice(0, at + 1);
}

function isAttachment(step: Step): boolean {
  return /^runs \w+\(\), which is attached to it$/.test(step.what);
}

function isTaking(step: Step): boolean {
  return step.what.startsWith('takes ');
}

function isBalanced(state: State): boolean {
  return state.held.every((h) => h.kind === 'rcu') && state.bh === 0 && state.preempt === 0;
}

/** Follows the witness into a callee, and finds in which states the caller can go on. */
function descend(search: Search, frame: Frame, there: Point, below: readonly NumberedStep[]): Onward | undefined {
  const { analysis } = search;
  const { view } = frame.walker;
  const call = view.operation(there.at)[1];
  const name = below[0].step.function;
  const callees = analysis.effects.calleesOf(view, call).ids.filter((callee) => nameOf(analysis.program, callee) === name);
  for (const callee of callees.length ? callees : namedLike(analysis, below[0].step)) {
    const inner = traceFunction(search, callee, below, enterState(view, call, there.state), frame.depth + 1);
    if (!inner) continue;
    const nexts = frame.walker.next(there);
    const like = nexts.filter(({ state }) => changes(there.state, state) === changes(entryState, inner.end));
    return { events: () => [callOf(frame, there.at, name), ...lift(frame, there.at, call, inner.events), leaveOf(frame, there, name)], starts: like.length ? like : nexts };
  }
  return undefined;
}

function namedLike(analysis: Analysis, step: Step): FunctionId[] {
  return functionsNamed(analysis, step.function).filter((f) => f.file.path === step.location.file).map((f) => f.id);
}
