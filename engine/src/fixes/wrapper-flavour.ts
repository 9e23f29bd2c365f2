/** A softirq takes the lock meanwhile, and functions of the program's own take and release it for their callers: all of these mask softirqs together. */

import { findHeld } from '../analysis/interpret.ts';
import { Irq } from '../analysis/state.ts';
import type { Analysis } from '../analysis/types.ts';
import { nameOf } from '../analysis/witness.ts';
import type { FunctionId, LockClass } from '../program/types.ts';
import type { Edit, Fix } from '../rules/types.ts';
import { callOf, flavourOf, releaseMask, releasingApi, takingApi } from './flavour-change.ts';
import type { LockOperation, LockTrace } from './lock-trace.ts';
import { openFunctions } from './open-functions.ts';
import type { FixKind, FixRequest } from './types.ts';
import { classOf, interrupterOf } from './unsafe-acquisitions.ts';

export const wrapperFlavour: FixKind = {
  name: 'wrapper-flavour',
  rules: ['softirq-unsafe-lock', 'irq-inversion'],
  summary: 'Masks softirqs in all functions that take the lock for their callers or release it for them, where every caller uses both and none has hardirqs off.',
  *offer(request) {
    const { analysis, finding, function: id } = request;
    const cls = classOf(analysis, finding.lockClass, id);
    if (!cls || interrupterOf(analysis, cls) === 'hardirq') return;
    const ends = endsOf(request, cls);
    if (!ends?.some((end) => end.function === id && end.isTake) || !ends.some((end) => !end.isTake)) return;
    if (!ends.every((end) => end.isPlain && mayMask(request, end)) || !allCallersPair(request, cls, ends)) return;
    const edits = ends.map((end) => editOf(request, end));
    if (edits.some((edit) => !edit)) return;
    const names = [...new Set(ends.map((end) => `${nameOf(analysis.program, end.function)}()`))];
    yield { kind: wrapperFlavour.name, title: `Mask softirqs in ${names.slice(0, -1).join(', ')} and ${names.at(-1)}, which take and release ${finding.lockClass}`, isPreferred: true, edits: edits as Edit[] } satisfies Fix;
  },
};

/** An acquisition that outlasts its function, or a release of a caller's lock. */
interface End extends LockOperation {
  readonly function: FunctionId;
  readonly isTake: boolean;
  readonly isPlain: boolean;
}

/** All ends of a class; undefined where a function could be reached by others than those that were read. */
function endsOf(request: FixRequest, cls: LockClass): End[] | undefined {
  const { analysis } = request;
  const open = openFunctions(analysis).of(cls);
  if (!open.includes(request.function)) return undefined;
  const ends: End[] = [];
  for (const id of open) {
    const own = ownEnds(request.traceOf(id), cls);
    if (own.length === 0) continue;
    if (!analysis.program.table.functions[id].facts.static) return undefined;
    ends.push(...own.map((o) => ({ ...o, function: id })));
  }
  return ends;
}

function ownEnds(trace: LockTrace, cls: LockClass): Omit<End, 'function'>[] {
  const found: Omit<End, 'function'>[] = [];
  for (let at = 0; at < trace.view.facts.codeLength; at++) {
    const o = trace.lockOperation(at);
    if (!o || trace.states(at).length === 0 || trace.lockAt(o).class !== cls) continue;
    const isTake = o.row.operation !== 'release';
    found.push({ ...o, isTake, isPlain: !o.isGuard && (isTake ? flavourOf(o.row.api)?.mask : releaseMask(o.row.api)) === 'plain' });
  }
  return found;
}

/** Hardirqs are not off at it, in any context and on any path. */
function mayMask({ analysis, traceOf }: FixRequest, end: End): boolean {
  const isEntered = analysis.contexts.of(end.function).some((node) => node.context === 'hardirq' || node.context === 'nmi' || node.irqs === 'off');
  return !isEntered && traceOf(end.function).states(end.operation).every((s) => s.irq !== Irq.Off);
}

/** Every function that calls one of them takes the lock by one and releases it by another, itself. */
function allCallersPair(request: FixRequest, cls: LockClass, ends: readonly End[]): boolean {
  const { analysis } = request;
  const own = new Set(ends.map((end) => end.function));
  for (const id of new Set([...own].flatMap((end) => openFunctions(analysis).callersOf(end)))) {
    if (own.has(id)) continue;
    const flow = analysis.flowOf(id);
    if (flow.exits.some((exit) => exit.held.some((h) => h.lock.class === cls) || exit.dropped.some((d) => d.lock.class === cls))) return false;
    if (flow.calls.some((event) => event.indirect && event.callees.some((callee) => own.has(callee)))) return false;
    if (!isPaired(analysis, id, request.traceOf(id), cls, own)) return false;
  }
  return true;
}

/** No direct release ends what a callee took, and no callee releases what was taken directly. */
function isPaired(analysis: Analysis, id: FunctionId, trace: LockTrace, cls: LockClass, own: ReadonlySet<FunctionId>): boolean {
  for (let at = 0; at < trace.view.facts.codeLength; at++) {
    const o = trace.lockOperation(at);
    for (const state of trace.states(at)) {
      const isReleased = o?.row.operation === 'release' && trace.lockAt(o).class === cls;
      if (isReleased && state.held[findHeld(state.held, trace.lockAt(o), o.row)]?.taker !== undefined) return false;
    }
  }
  return analysis.flowOf(id).calls.every(({ callees, state }) =>
    !callees.some((callee) => own.has(callee) && analysis.flowOf(callee).exits.some((exit) => exit.dropped.some((d) => d.lock.class === cls))) ||
    (state.irq !== Irq.Off && state.held.some((h) => h.lock.class === cls && h.taker !== undefined)));
}

function editOf({ traceOf, textOf }: FixRequest, end: End): Edit | undefined {
  const text = textOf(end.function);
  const call = text && callOf(text, traceOf(end.function), end);
  const api = end.isTake ? takingApi(end, 'bh') : releasingApi(end, 'bh');
  return call && api ? text.replace(call.name, call.name + 1, api) : undefined;
}
