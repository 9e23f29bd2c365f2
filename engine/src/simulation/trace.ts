/**
 * From a witness to what its context does: a way through every function of the chain, as lock and mask operations in order.
 *
 * DESIGN. The witness names the functions and the places that matter; what lies between is the shortest way that the interpreter
 * holds feasible. Calls that leave locks and masks as they were are passed over; wrappers that change them are followed inside.
 * Behind the last place the way goes on to a return of every function, so that what was taken is released.
 */

import { applyExit, argumentKeys, mapLock } from '../analysis/apply-exit.ts';
import { flagsKey, knownValue } from '../analysis/interpret.ts';
import { entryState, type State } from '../analysis/state.ts';
import type { Exit } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { locate, nameOf, type Step, type Witness } from '../analysis/witness.ts';
import { Op, type ExpressionId } from '../facts/types.ts';
import type { LockRow } from '../knowledge/types.ts';
import { substituteKey, type FunctionView } from '../program/function-view.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId, ProgramFunction } from '../program/types.ts';
import type { Location } from '../source/location.ts';
import { findWay, findWays, isReturn, walkerOf, type Place as PathPlace, type Point, type Walker } from './path.ts';
import type { Place } from './types.ts';

/** One thing that happens on the way, locks still as the source names them. */
export interface Event extends Place {
  readonly kind: 'lock' | 'mask' | 'call' | 'return' | 'mark';
  readonly row?: LockRow;
  readonly lock?: LockReference;
  /** Where flags are saved: equal for the pair. */
  readonly slot: string;
  /** A place of the witness: the number of its step. */
  readonly step?: number;
}

/** What must hold of masks where the witness's last place is passed, relative to the function's entry. */
export type Accepts = (state: State) => boolean;

/** `blocked`: the function through which no feasible way along the witness was found. */
export function traceWitness(analysis: Analysis, witness: Witness, accepts: Accepts = () => true): { readonly events: readonly Event[] } | { readonly blocked: string } {
  const root = rootOf(analysis, witness);
  const search: Search = { analysis, accepts };
  const steps = witness.steps.map((step, index) => ({ step, index }));
  return (root === undefined ? undefined : traceFunction(search, root, steps, entryState, 0)) ?? { blocked: search.blocked ?? witness.entry.function };
}

/** The function in which a witness begins. */
export function rootOf(analysis: Analysis, { entry, steps }: Witness): FunctionId | undefined {
  const name = steps[0]?.function ?? entry.function;
  const file = steps[0]?.location.file ?? entry.location.file;
  const named = functionsNamed(analysis, name);
  const here = named.filter((f) => f.file.path === file);
  const first = steps[0];
  const exact = here.find((f) => first && operationsAt(analysis, f.id, first.location).size > 0);
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

const MAX_DEPTH = 24;

function traceFunction(search: Search, id: FunctionId, steps: readonly NumberedStep[], start: State, depth: number): Traced | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const { analysis } = search;
  const own = ownSteps(steps);
  const below = steps.slice(own.length);
  const walker = walkerOf(analysis, id);
  const sites = own.map(({ step }) => operationsAt(analysis, id, step.location));
  if (sites.some((operations) => operations.size === 0)) return void (search.blocked ??= nameOf(analysis.program, id));
  const isLast = (i: number): boolean => below.length === 0 && i === own.length - 1;
  const places = sites.map((operations, i) => ({
    operations,
    accepts: (state: State) => (!isLast(i) || search.accepts(state)) && sites.slice(0, i).every((earlier, j) => !isTaking(own[j].step) || state.held.some((h) => earlier.has(h.operation))),
  }));
  const frame: Frame = { search, id, walker, depth, marks: new Map(own.flatMap(({ index }, i) => [...sites[i]].map((at) => [at, index] as const))) };
  try {
    return traceWays(frame, places, sites, start, below);
  } finally {
    walker.view.forget();
  }
}

const MAX_WAYS = 8;

/** What a way to the call assumes may exclude what happens below it: then the next one is tried. */
function traceWays(frame: Frame, places: readonly PathPlace[], sites: readonly ReadonlySet<number>[], start: State, below: readonly NumberedStep[]): Traced | undefined {
  const { walker, search } = frame;
  let tried = 0;
  for (const toPlace of findWays(walker, [{ at: 0, state: start }], places, ({ at }) => places.length === 0 || sites.at(-1)!.has(at))) {
    const there = toPlace.at(-1)!;
    const onward = below.length ? descend(frame, there, below) : passLast(frame, there);
    const toEnd = onward && wayOut(walker, onward.starts);
    if (toEnd) return { events: [...eventsOf(frame, toPlace), ...onward.events(toEnd[0]), ...eventsOf(frame, toEnd)], end: toEnd.at(-1)!.state };
    if (++tried === MAX_WAYS) break;
  }
  search.blocked ??= nameOf(search.analysis.program, frame.id);
  return undefined;
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
  return find(starts) ?? find(starts.map(({ at, state }) => ({ at, state: { ...state, assumed: new Map() } })));
}

/** Steps in the function itself: up to and including the call that the rest lies below. */
function ownSteps(steps: readonly NumberedStep[]): readonly NumberedStep[] {
  const at = steps.findIndex(({ step }, i) => i + 1 < steps.length && step.what === `calls ${steps[i + 1].step.function}()`);
  return at === -1 ? steps : steps.slice(0, at + 1);
}

function isTaking(step: Step): boolean {
  return step.what.startsWith('takes ');
}

function isBalanced(state: State): boolean {
  return state.held.every((h) => h.kind === 'rcu') && state.bh === 0 && state.preempt === 0;
}

interface Frame {
  readonly search: Search;
  readonly id: FunctionId;
  readonly walker: Walker;
  readonly depth: number;
  /** Operation → number of the witness's step. */
  readonly marks: ReadonlyMap<number, number>;
}

/** Follows the witness into a callee, and finds in which states the caller can go on. */
function descend(frame: Frame, there: Point, below: readonly NumberedStep[]): Onward | undefined {
  const { analysis } = frame.search;
  const { view } = frame.walker;
  const call = view.operation(there.at)[1];
  const name = below[0].step.function;
  const callees = analysis.effects.calleesOf(view, call).ids.filter((callee) => nameOf(analysis.program, callee) === name);
  for (const callee of callees.length ? callees : namedLike(analysis, below[0].step)) {
    const inner = traceFunction(frame.search, callee, below, enterState(view, call, there.state), frame.depth + 1);
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

/** What the caller knows of the arguments, as the callee's first assumptions. */
function enterState(view: FunctionView, call: ExpressionId, state: State): State {
  const assumed = new Map<string, string>();
  for (let i = 0; i < view.argumentCount(call); i++) {
    const value = knownValue(view, state, view.argument(call, i)!);
    if (value !== undefined) assumed.set(`P${i}`, value);
  }
  return { ...entryState, contexts: state.contexts, assumed };
}

/** Net change of locks and masks, comparable between a caller's two states and a callee's way from its entry. */
function changes(before: State, after: State): string {
  return `${after.held.length - before.held.length}|${after.dropped.length - before.dropped.length}|${after.irq === before.irq ? '' : after.irq}|${after.bh - before.bh}|${after.preempt - before.preempt}`;
}

// --- events ------------------------------------------------------------------------------------------------------------------------

/** Events between the points of a way; the operation at its last point has not run yet. */
function eventsOf(frame: Frame, points: readonly Point[]): Event[] {
  return points.slice(0, -1).flatMap((point, i) => eventsAt(frame, point, points[i + 1].state));
}

function eventsAt(frame: Frame, point: Point, after: State): Event[] {
  const { view } = frame.walker;
  const { effects } = frame.search.analysis;
  const [op, call] = view.operation(point.at);
  if (op === Op.GuardEnd) {
    const row = effects.guardRelease(view, call);
    return row ? [rowEvent(frame, point.at, call, row)] : wrapperEvents(frame, point, call, effects.guardReleasers(view, call), after);
  }
  if (op !== Op.Call) return [];
  const name = view.calleeName(call);
  const row = effects.guardAcquire(name) ?? effects.locks.get(name);
  if (row) return isTaken(row, call, point.state, after) ? [rowEvent(frame, point.at, call, row)] : [];
  if (frame.marks.has(point.at) && !changed(point.state, after)) return markOf(frame, point);
  return changed(point.state, after) ? wrapperEvents(frame, point, call, effects.calleesOf(view, call).ids, after) : [];
}

/** A trylock on the way was as successful as the way says. */
function isTaken(row: LockRow, call: ExpressionId, before: State, after: State): boolean {
  if (row.operation !== 'try' && row.operation !== 'try-zero') return true;
  const value = after.assumed.get(`C${call}`);
  return value === undefined || value === (row.operation === 'try' ? 'T' : 'F') || after.held.length > before.held.length;
}

function changed(before: State, after: State): boolean {
  return changes(before, after) !== '0|0||0|0';
}

/** The way through a callee that changes locks or masks as its caller's way has it. */
function wrapperEvents(frame: Frame, point: Point, call: ExpressionId, callees: readonly FunctionId[], after: State): Event[] {
  const { analysis } = frame.search;
  const { view } = frame.walker;
  const wanted = changes(point.state, after);
  for (const callee of callees)
    for (const exit of analysis.flowOf(callee).exits) {
      const next = applyExit(analysis.program, view, point.at, call, callee, exit, point.state);
      if (!next || changes(point.state, next) !== wanted) continue;
      const inner = traceExit(frame, callee, exit, enterState(view, call, point.state));
      if (inner) return [callOf(frame, point.at, nameOf(analysis.program, callee)), ...lift(frame, point.at, call, inner), leaveOf(frame, point, nameOf(analysis.program, callee))];
    }
  return [];
}

function traceExit(frame: Frame, callee: FunctionId, exit: Exit, start: State): Event[] | undefined {
  if (frame.depth > MAX_DEPTH) return undefined;
  const walker = walkerOf(frame.search.analysis, callee);
  const wanted = changes(entryState, { ...entryState, ...exit });
  const way = findWay(walker, [{ at: 0, state: start }], ({ at, state }) => isReturn(walker.view, at) && changes(entryState, state) === wanted);
  const events = way && eventsOf({ ...frame, id: callee, walker, depth: frame.depth + 1, marks: new Map() }, way);
  walker.view.forget();
  return events;
}

function rowEvent(frame: Frame, at: number, call: ExpressionId, row: LockRow): Event {
  const { view } = frame.walker;
  const kind = row.operation === 'none' ? 'mask' : 'lock';
  const lock = kind === 'lock' ? referenceOf(frame.search.analysis, view, call, row) : undefined;
  const flags = row.flags === undefined ? undefined : view.argument(call, row.flags);
  const slot = flags === undefined ? (lock ? `lock:${lock.key}` : 'mask') : scoped(frame, flagsKey(view, flags));
  const verb = row.operation === 'release' ? 'releases' : row.operation === 'acquire' ? 'takes' : 'tries to take';
  const name = view.calleeName(call);
  const shown = name.startsWith('guard:') ? `guard(${name.slice(6)})` : `${name || row.api}()`;
  return { ...placeOf(frame, at), what: lock ? `${verb} ${lock.text} with ${shown}` : `calls ${shown}`, kind, row, lock, slot, step: frame.marks.get(at) };
}

function referenceOf(analysis: Analysis, view: FunctionView, call: ExpressionId, row: LockRow): LockReference {
  const { classes } = analysis.program;
  const pointer = row.argument === undefined ? undefined : view.argument(call, row.argument);
  if (pointer !== undefined) return classes.of(view, pointer, row.member);
  const name = row.lock ?? row.kind;
  return { key: `@${name}`, class: row.lock ? classes.named(row.lock) : undefined, text: name };
}

/** Local variables mean something in their function only. */
function scoped(frame: Frame, key: string): string {
  return /\bP\d/.test(key) ? key : `${frame.id}:${frame.depth}:${key}`;
}

/** A callee's events with its parameters replaced by the call's arguments. */
function lift(frame: Frame, at: number, call: ExpressionId, events: readonly Event[]): Event[] {
  const { view } = frame.walker;
  const { program } = frame.search.analysis;
  const args = argumentKeys(view, call);
  return events.map((event) => ({
    ...event,
    lock: event.lock && mapLock(program, view, call, args, event.lock),
    slot: /\bP\d/.test(event.slot) ? liftSlot(frame, event.slot, args) : event.slot,
  }));
}

function liftSlot(frame: Frame, slot: string, args: readonly string[]): string {
  const prefix = slot.startsWith('lock:') ? 'lock:' : '';
  const key = substituteKey(slot.slice(prefix.length), args)?.replace(/^&/, '');
  return key === undefined ? slot : prefix + (prefix ? key : scoped(frame, key));
}

function markOf(frame: Frame, { at }: Point): Event[] {
  const [op, call] = frame.walker.view.operation(at);
  const name = op === Op.Call ? frame.walker.view.calleeName(call) : '';
  const { effects } = frame.search.analysis;
  if (op === Op.Call && (effects.guardAcquire(name) ?? effects.locks.get(name))) return [];
  return [{ ...placeOf(frame, at), what: op === Op.Call ? `calls ${name || 'through a pointer'}()` : 'returns', kind: 'mark', slot: '', step: frame.marks.get(at) }];
}

function callOf(frame: Frame, at: number, name: string): Event {
  return { ...placeOf(frame, at), what: `calls ${name}()`, kind: 'call', slot: '', step: frame.marks.get(at) };
}

function leaveOf(frame: Frame, { at }: Point, name: string): Event {
  return { ...placeOf(frame, at), what: `${name}() returns`, kind: 'return', slot: '' };
}

function placeOf({ search, id, walker }: Frame, at: number): { function: string; location: Location } {
  const { program } = search.analysis;
  return { function: nameOf(program, id), location: locate(program, id, walker.view.site(at)) };
}

/** Operations that stand where a step of a witness points: at the operation itself or at one of its arguments. */
function operationsAt(analysis: Analysis, id: FunctionId, { file, line, column }: Location): ReadonlySet<number> {
  const view = analysis.program.viewOf(id);
  const found = new Set<number>();
  if (view.file.path !== file) return found;
  for (let at = 0; at < view.facts.codeLength; at++) {
    const [op, call] = view.operation(at);
    const sites = [view.site(at), ...(op === Op.Call || op === Op.GuardEnd ? Array.from({ length: view.argumentCount(call) }, (_, i) => view.argumentSite(call, i)) : [])];
    if ((op === Op.Call || op === Op.Return || op === Op.GuardEnd) && sites.some((site) => site?.line === line && site.column === column)) found.add(at);
  }
  return found;
}
