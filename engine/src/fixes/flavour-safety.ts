/** Whether a section may be put under a mask: what its function is entered with, and what happens inside. */

import { enter } from '../analysis/contexts.ts';
import { Irq, type Held, type State } from '../analysis/state.ts';
import type { Analysis } from '../analysis/types.ts';
import { Op } from '../facts/types.ts';
import type { Mask } from '../knowledge/flavours.ts';
import type { FunctionId } from '../program/types.ts';
import type { LockTrace, Section } from './lock-trace.ts';

export function allows(analysis: Analysis, trace: LockTrace, section: Section, mask: Mask): boolean {
  switch (mask) {
    case 'plain': return isAlwaysMasked(analysis, trace, section);
    case 'bh': return !entries(analysis, trace, section).includes('off') && section.releases.every((r) => trace.states(r.operation).every((s) => s.irq !== Irq.Off || isOwnMask(section, s)));
    case 'irq': return isProvablyUnmasked(analysis, trace, section) && staysMasked(analysis, trace, section);
    case 'irqsave': return staysMasked(analysis, trace, section);
  }
}

/** Hardirqs are off at every acquisition, whoever calls. */
export function isAlwaysMasked(analysis: Analysis, trace: LockTrace, section: Section): boolean {
  return entries(analysis, trace, section).every((e) => e === 'off');
}

/** A well-proved way in says nothing of hardirqs: they may be off, and then softirqs must not be unmasked at the release. */
export function isIrqStateOpen(analysis: Analysis, trace: LockTrace, section: Section): boolean {
  const sure = analysis.contexts.of(section.function).filter((node) => !node.tentative);
  return entries(analysis, trace, section, sure.length ? sure : undefined).includes('unknown');
}

/** Most contexts known of one function before the list of them is cut, as in `analysis/contexts.ts`. */
const MANY_CONTEXTS = 8;

/** Process context with hardirqs on by every way in, none of which forbids sleeping; only of a function whose callers are all in its file, or that has slept. */
function isProvablyUnmasked(analysis: Analysis, trace: LockTrace, section: Section): boolean {
  const nodes = analysis.contexts.of(section.function);
  const slept = section.takes.every(({ operation }) => trace.states(operation).every((s) => s.slept && s.irq !== Irq.Off && s.irq !== Irq.Unknown));
  if (slept) return true;
  const isKnown = nodes.length > 0 && nodes.length < MANY_CONTEXTS && trace.view.facts.static;
  return isKnown && nodes.every((n) => n.context === 'process' && n.atomic !== true && !n.tentative) && entries(analysis, trace, section).every((e) => e === 'on');
}

/** Every way in is known to allow sleeping: then hardirqs are on for sure. */
export function mayAlwaysSleep(analysis: Analysis, id: FunctionId): boolean {
  return analysis.contexts.of(id).every((node) => node.context === 'process' && node.atomic === false);
}

/** Hardirqs at each acquisition, for each context and each state in which it is reached. */
function entries(analysis: Analysis, trace: LockTrace, section: Section, nodes = analysis.contexts.of(section.function)): ('on' | 'off' | 'unknown')[] {
  return section.takes.flatMap(({ operation }) =>
    trace.states(operation).flatMap((state) => {
      if (state.irq === Irq.Off && state.levels <= 2) return ['off' as const];
      const entered = nodes.flatMap((node) => enter(node, state) ?? []);
      if (entered.length === 0) return state.irq === Irq.On || state.slept ? ['on' as const] : ['unknown' as const];
      return entered.map((e) => (e.context === 'hardirq' || e.context === 'nmi' ? 'off' : e.irqs));
    }));
}

/** The mask is this section's own acquisition's. */
function isOwnMask(section: Section, state: State): boolean {
  const own = state.held.find((h) => section.takes.some((t) => t.operation === h.operation));
  return own !== undefined && own.irqBefore !== Irq.Off && (own.effect === 'irq-save' || own.effect === 'irq-off') && !laterMask(section, state);
}

function laterMask(section: Section, state: State): Held | undefined {
  const index = state.held.findIndex((h) => section.takes.some((t) => t.operation === h.operation));
  return state.held.slice(index + 1).find((h) => h.effect === 'irq-save' || h.effect === 'irq-off');
}

/** Nothing inside unmasks hardirqs or softirqs, and no lock taken later with hardirqs off outlasts the section. */
function staysMasked(analysis: Analysis, trace: LockTrace, section: Section): boolean {
  const releases = new Set(section.releases.map((r) => r.operation));
  for (const release of section.releases)
    for (const state of trace.states(release.operation)) if (laterMask(section, state)) return false;
  for (const [operation, points] of section.inside) {
    if (releases.has(operation)) continue;
    if (points.some(({ index, state }) => unmasks(analysis, trace, operation, index, state))) return false;
  }
  return true;
}

function unmasks(analysis: Analysis, trace: LockTrace, operation: number, index: number, state: State): boolean {
  const { view } = trace;
  const [op, call] = view.operation(operation);
  if (op !== Op.Call && op !== Op.GuardEnd) return false;
  const row = op === Op.GuardEnd ? analysis.effects.guardRelease(view, call) : trace.lockOperation(operation)?.row ?? analysis.effects.rowsOf(view.calleeName(call)).lock;
  if (row) {
    if (row.irq === 'bh-on' || row.irq === 'irq-on') return true;
    return row.irq === 'irq-restore' && !state.held.slice(index + 1).some((h) => h.effect === 'irq-save');
  }
  if (op === Op.GuardEnd) return false;
  const { ids, indirect } = analysis.effects.calleesOf(view, call);
  return !indirect && ids.some((id) => disturbs(analysis, id, 0, new Set()));
}

const MAX_DEPTH = 4;

/** A callee that would be wrong with hardirqs off: it unmasks softirqs or hardirqs. */
function disturbs(analysis: Analysis, id: FunctionId, depth: number, seen: Set<FunctionId>): boolean {
  if (seen.has(id) || depth > MAX_DEPTH) return false;
  seen.add(id);
  const flow = analysis.flowOf(id);
  if (flow.irregularities.some((i) => (i.kind === 'bh-with-irqs-off' || i.kind === 'irq-enable') && i.state.irq === Irq.Entry)) return true;
  return flow.calls.some((c) => !c.indirect && c.state.irq !== Irq.On && c.callees.some((callee) => disturbs(analysis, callee, depth + 1, seen)));
}
