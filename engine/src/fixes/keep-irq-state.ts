/** A form that unmasks what an outer section has masked: use one that leaves the interrupt state as it was. */

import type { Irregularity } from '../analysis/summary.ts';
import { Irq } from '../analysis/state.ts';
import { nameOf } from '../analysis/witness.ts';
import type { Mask } from '../knowledge/flavours.ts';
import type { Fix } from '../rules/types.ts';
import { changeFlavour, isReleasing, takingApi } from './flavour-change.ts';
import { allows, isAlwaysMasked } from './flavour-safety.ts';
import type { LockOperation, LockTrace, Section } from './lock-trace.ts';
import type { FixKind, FixRequest } from './types.ts';

export const keepIrqState: FixKind = {
  name: 'keep-irq-state',
  rules: ['bh-lock-in-hardirq', 'irq-enable-in-atomic'],
  summary: 'Uses the plain form where hardirqs are off at every acquisition, or saves and restores the interrupt state, at the acquisition and every release that ends it.',
  *offer(request) {
    const { analysis, function: id, operation } = request;
    const trace = request.traceOf(id);
    // The two ends of a guard are operations of one call.
    const callOf = (at: number): number => trace.view.operation(at)[1];
    const what = analysis.flowOf(id).irregularities.find((i) => (i.kind === 'bh-with-irqs-off' || i.kind === 'irq-enable') && callOf(i.operation) === callOf(operation));
    const text = request.textOf(id);
    if (!what || !text) return;
    const isBareMask = what.row?.operation === 'none';
    const sections = isBareMask ? maskSections(trace, analysis.effects.rowsOf(what.row!.api).lock?.api ?? '', request) : sectionsOf(request, trace, what);
    if (!sections?.length || sections.some((s) => s.isShared || s.takes.length === 0)) return;
    let isPreferred = true;
    for (const mask of isBareMask ? (['irqsave'] as const) : order(request, trace, sections)) {
      if (!isBareMask && !sections.every((s) => allows(analysis, trace, s, mask))) continue;
      const edits = changeFlavour(analysis, text, trace, sections, mask);
      const api = takingApi(sections[0].takes[0], mask);
      if (!edits?.length || !api) continue;
      const lock = what.lock ? ` for ${what.lock.text}` : '';
      yield { kind: keepIrqState.name, title: `Use ${api}()${lock} in ${nameOf(analysis.program, id)}()`, isPreferred, edits } satisfies Fix;
      isPreferred = false;
    }
  },
};

/** The plain form first where this function itself, or the kernel on entry, has hardirqs off; a caller's state may change. */
function order({ analysis, function: id }: FixRequest, trace: LockTrace, sections: readonly Section[]): readonly Mask[] {
  const isOwn = sections.every((s) => s.takes.every((t) => trace.states(t.operation).every((state) => state.irq === Irq.Off)));
  const isEntry = analysis.contexts.of(id).every((node) => node.caller === undefined);
  const isPlain = isOwn || (isEntry && sections.every((s) => isAlwaysMasked(analysis, trace, s)));
  return isPlain ? ['plain', 'irqsave'] : ['irqsave', 'plain'];
}

/** All sections of the function on the same lock that do the same wrong. */
function sectionsOf({ analysis, function: id }: FixRequest, trace: LockTrace, what: Irregularity): Section[] {
  const first = trace.section(what.operation);
  const sections = first ? [first] : [];
  for (const other of analysis.flowOf(id).irregularities) {
    if (other.kind !== what.kind || !other.lock || other.lock.key !== what.lock?.key) continue;
    if (sections.some((s) => [...s.takes, ...s.releases].some((o) => o.operation === other.operation))) continue;
    const section = trace.section(other.operation);
    if (section) sections.push(section);
  }
  return sections;
}

/** Bare masks have no lock to pair them by: all of a function that are of one kind change together, if each enable follows a disable here. */
function maskSections(trace: LockTrace, enable: string, { analysis, function: id }: FixRequest): Section[] | undefined {
  const { view } = trace;
  const operations: LockOperation[] = [];
  for (let operation = 0; operation < view.facts.codeLength; operation++) {
    const mask = trace.maskOperation(operation);
    if (mask && trace.states(operation).length) operations.push(mask);
  }
  const releases = operations.filter((o) => o.row.api === enable);
  const takes = operations.filter((o) => o.row.irq === 'irq-off' && !isReleasing(o));
  const isPaired = releases.every((o) => trace.states(o.operation).every((state) => state.saved.has('#')));
  const isClosed = analysis.flowOf(id).exits.every((exit) => exit.irq === Irq.Entry || exit.irq === Irq.On);
  if (!isPaired || !isClosed || takes.length === 0) return undefined;
  const everywhere = new Map(Array.from({ length: view.facts.codeLength }, (_, at) => [at, trace.states(at).map((state) => ({ index: 0, state }))] as const));
  return [{ function: id, takes, releases, isShared: false, inside: everywhere }];
}
