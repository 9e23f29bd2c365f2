/** What happens on a way through a function: its lock and mask operations, those of wrappers that it calls, and the places of the witness. */

import { applyExit, mapLock } from '../analysis/apply-exit.ts';
import { knownValue } from '../analysis/branches.ts';
import { flagsKey } from '../analysis/interpret.ts';
import { Assumptions } from '../analysis/assumptions.ts';
import { entryState, type State } from '../analysis/state.ts';
import type { Exit } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { locate, nameOf, type Step } from '../analysis/witness.ts';
import { Op, type ExpressionId } from '../facts/types.ts';
import type { LockRow } from '../knowledge/types.ts';
import { substituteKey, type FunctionView } from '../program/function-view.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId } from '../program/types.ts';
import type { Location } from '../source/location.ts';
import { findWay, isReturn, walkerOf, type Point, type Walker } from './path.ts';
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

/** Functions below the entry point that are followed. */
export const MAX_DEPTH = 24;

/** One function on the way. */
export interface Frame {
  readonly analysis: Analysis;
  readonly id: FunctionId;
  readonly walker: Walker;
  readonly depth: number;
  /** Operation → number of the witness's step. */
  readonly marks: ReadonlyMap<number, number>;
}

/** Events between the points of a way; the operation at its last point has not run yet. */
export function eventsOf(frame: Frame, points: readonly Point[]): Event[] {
  return points.slice(0, -1).flatMap((point, i) => eventsAt(frame, point, points[i + 1].state));
}

export function eventsAt(frame: Frame, point: Point, after: State): Event[] {
  const { view } = frame.walker;
  const { effects } = frame.analysis;
  const [op, call] = view.operation(point.at);
  if (op === Op.GuardEnd) {
    const row = effects.guardRelease(view, call);
    return row ? [rowEvent(frame, point.at, call, row)] : wrapperEvents(frame, point, call, effects.guardReleasers(view, call), after);
  }
  if (op !== Op.Call) return [];
  const name = view.calleeName(call);
  const row = rowOf(effects, name);
  if (row) return isTaken(row, call, point.state, after) ? [rowEvent(frame, point.at, call, row)] : [];
  const { takes } = effects.rowsOf(name);
  if (takes) return takes.flatMap((lock) => [rowEvent(frame, point.at, call, lock), { ...rowEvent(frame, point.at, call, { ...lock, operation: 'release' }), step: undefined }]);
  if (frame.marks.has(point.at) && !changed(point.state, after)) return markOf(frame, point);
  return changed(point.state, after) ? wrapperEvents(frame, point, call, effects.calleesOf(view, call).ids, after) : [];
}

/** What a call does to locks and masks; a row may say that it does nothing. */
function rowOf({ guardAcquire, rowsOf }: Analysis['effects'], name: string): LockRow | undefined {
  const row = guardAcquire(name) ?? rowsOf(name).lock;
  return row && (row.operation !== 'none' || row.irq !== 'none') ? row : undefined;
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
  const { analysis } = frame;
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
  const walker = walkerOf(frame.analysis, callee);
  const wanted = changes(entryState, entryState.with(exit));
  const way = findWay(walker, [{ at: 0, state: start }], ({ at, state }) => isReturn(walker.view, at) && changes(entryState, state) === wanted);
  const events = way && eventsOf({ ...frame, id: callee, walker, depth: frame.depth + 1, marks: new Map() }, way);
  walker.view.forget();
  return events;
}

function rowEvent(frame: Frame, at: number, call: ExpressionId, row: LockRow): Event {
  const { view } = frame.walker;
  const kind = row.operation === 'none' ? 'mask' : 'lock';
  const lock = kind === 'lock' ? referenceOf(frame.analysis, view, call, row) : undefined;
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
export function lift(frame: Frame, at: number, call: ExpressionId, events: readonly Event[]): Event[] {
  const { view } = frame.walker;
  const { program } = frame.analysis;
  const args = view.argumentKeys(call);
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

export function markOf(frame: Frame, { at }: Point): Event[] {
  const [op, call] = frame.walker.view.operation(at);
  const name = op === Op.Call ? frame.walker.view.calleeName(call) : '';
  if (op === Op.Call && rowOf(frame.analysis.effects, name)) return [];
  return [{ ...placeOf(frame, at), what: op === Op.Call ? `calls ${name || 'through a pointer'}()` : 'returns', kind: 'mark', slot: '', step: frame.marks.get(at) }];
}

export function callOf(frame: Frame, at: number, name: string): Event {
  return { ...placeOf(frame, at), what: `calls ${name}()`, kind: 'call', slot: '', step: frame.marks.get(at) };
}

export function leaveOf(frame: Frame, { at }: Point, name: string): Event {
  return { ...placeOf(frame, at), what: `is back from ${name}()`, kind: 'return', slot: '' };
}

function placeOf({ analysis, id, walker }: Frame, at: number): { function: string; location: Location } {
  const { program } = analysis;
  return { function: nameOf(program, id), location: locate(program, id, walker.view.site(at)) };
}

/** Operations that stand where a step of a witness points: at the operation itself or at one of its arguments. Of several, those whose name the step says. */
export function operationsAt(analysis: Analysis, id: FunctionId, { location: { file, line, column }, what }: Step): ReadonlySet<number> {
  const view = analysis.program.viewOf(id);
  const found = new Set<number>();
  if (view.file.path !== file) return found;
  for (let at = 0; at < view.facts.codeLength; at++) {
    const [op, call] = view.operation(at);
    const sites = [view.site(at), ...(op === Op.Call || op === Op.GuardEnd ? Array.from({ length: view.argumentCount(call) }, (_, i) => view.argumentSite(call, i)) : [])];
    if ((op === Op.Call || op === Op.Return || op === Op.GuardEnd) && sites.some((site) => site?.line === line && site.column === column)) found.add(at);
  }
  // `disable_irq(irq_of(d))`: the inner call stands where the outer one's argument does.
  const calls = [...found].filter((at) => view.operation(at)[0] === Op.Call);
  const named = calls.filter((at) => what.includes(` ${view.calleeName(view.operation(at)[1])}()`));
  // A guard ends where it stands.
  const chosen = named.length ? named : what.startsWith('takes ') ? calls : [];
  return chosen.length ? new Set(chosen) : found;
}

/** What the caller knows of the arguments, as the callee's first assumptions. */
export function enterState(view: FunctionView, call: ExpressionId, state: State): State {
  let assumed = Assumptions.none;
  for (let i = 0; i < view.argumentCount(call); i++) {
    const value = knownValue(view, state, view.argument(call, i)!);
    if (value !== undefined) assumed = assumed.with(`P${i}`, value);
  }
  return entryState.with({ contexts: state.contexts, assumed });
}

/** Net change of locks and masks, comparable between a caller's two states and a callee's way from its entry. */
export function changes(before: State, after: State): string {
  return `${after.held.length - before.held.length}|${after.dropped.length - before.dropped.length}|${after.irq === before.irq ? '' : after.irq}|${after.bh - before.bh}|${after.preempt - before.preempt}`;
}
