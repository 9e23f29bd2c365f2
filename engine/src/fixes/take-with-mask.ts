/** An interrupt can take the lock meanwhile: take it with that interrupt masked, in this function, this file, or everywhere. */

import type { Analysis } from '../analysis/types.ts';
import { nameOf } from '../analysis/witness.ts';
import type { Mask } from '../knowledge/flavours.ts';
import type { FunctionId, LockClass } from '../program/types.ts';
import type { Edit, Fix } from '../rules/types.ts';
import { changeFlavour, takingApi } from './flavour-change.ts';
import { allows, isIrqStateOpen, mayAlwaysSleep } from './flavour-safety.ts';
import type { Section } from './lock-trace.ts';
import type { FixKind, FixRequest } from './types.ts';
import { classOf, interrupterOf, unsafeAcquisitions, type Acquisition, type Interrupter } from './unsafe-acquisitions.ts';

/** A fix over more functions than this is a refactoring. */
const MAX_FUNCTIONS = 60;

export const takeWithMask: FixKind = {
  name: 'take-with-mask',
  rules: ['softirq-unsafe-lock', 'hardirq-unsafe-lock', 'irq-inversion'],
  summary: 'Takes the lock in the form that masks the interrupt (`_bh`, `_irqsave`, or `_irq` where that is proved to be right) and changes every release that ends it, with a variable for the flags where one is needed; in this function, in the file, or wherever the class is taken so.',
  *offer(request) {
    const { analysis, finding, function: id } = request;
    const cls = classOf(analysis, finding.lockClass, id);
    if (!cls) return;
    const claimed: Interrupter = finding.witnesses.at(-1)?.context === 'hardirq' ? 'hardirq' : 'softirq';
    const isHere = ({ function: f, usages }: Acquisition): boolean => f === id || usages.some((u) => u.function === id);
    const isHardirqUnsafe = interrupterOf(analysis, cls) === 'hardirq' && unsafeAcquisitions(analysis, cls, 'hardirq').some(isHere);
    const interrupter = isHardirqUnsafe ? 'hardirq' : claimed;
    const all = unsafeAcquisitions(analysis, cls, interrupter);
    const here = all.filter(isHere);
    let isFirst = true;
    for (const mask of sufficientMasks(request, cls, interrupter, here)) {
      const isSure = mask !== 'bh' || !isOpen(request, here);
      const fix = fixFor(request, here, mask, isFirst && isSure, (api) => `Use ${api}() for ${finding.lockClass} in ${namesOf(request, here)}`);
      if (!fix) continue;
      yield fix;
      if (isFirst) yield* everywhere(request, cls, interrupter, all, here, mask);
      isFirst = false;
    }
  },
};

/**
 * Masks that keep the interrupter out, the one to prefer first: `_irq` is only possible where it is proved to be right, and first where every caller may sleep; `_bh` gives
 * way where callers may have hardirqs off, or where other takers of the lock mask hardirqs.
 */
function sufficientMasks(request: FixRequest, cls: LockClass, interrupter: Interrupter, here: readonly Acquisition[]): readonly Mask[] {
  if (interrupter === 'hardirq') return functionsOf(here).every((id) => mayAlwaysSleep(request.analysis, id)) ? ['irq', 'irqsave'] : ['irqsave', 'irq'];
  const masksHardirqs = (request.analysis.usages.get(cls) ?? []).some(({ event }) => event.row.irq === 'irq-save' || event.row.irq === 'irq-off');
  return masksHardirqs || isOpen(request, here) ? ['irqsave', 'bh'] : ['bh', 'irqsave'];
}

function isOpen(request: FixRequest, acquisitions: readonly Acquisition[]): boolean {
  return functionsOf(acquisitions).some((id) => {
    const sections = sectionsOf(request, id, acquisitions.filter((a) => a.function === id));
    return sections?.some((section) => isIrqStateOpen(request.analysis, request.traceOf(id), section)) ?? false;
  });
}

/** The same for all functions of the file, and for all of the program, where there are more than here. */
function* everywhere(request: FixRequest, cls: LockClass, interrupter: Interrupter, all: readonly Acquisition[], here: readonly Acquisition[], mask: Mask): Generator<Fix> {
  const { table } = request.analysis.program;
  const file = table.functions[request.function].file;
  const inFile = all.filter((a) => table.functions[a.function].file === file);
  if (functionsOf(inFile).length > functionsOf(here).length) {
    const fix = firstFix(request, `${cls.key} ${interrupter} ${file.path}`, inFile, mask, (api) => `Use ${api}() wherever ${file.path} takes ${cls.name} unmasked (${functionsOf(inFile).length} functions)`);
    if (fix) yield fix;
  }
  if (functionsOf(all).length > functionsOf(inFile).length) {
    const fix = firstFix(request, `${cls.key} ${interrupter}`, all, mask, (api) => `Use ${api}() wherever ${cls.name} is taken unmasked (${functionsOf(all).length} functions)`);
    if (fix) yield fix;
  }
}

/** Findings of one class, by the dozen, are offered the same. */
const wideFixes = new WeakMap<Analysis, Map<string, Fix | undefined>>();

/** What is right for one function may not be for all: then flags are saved. `which` stands for the acquisitions. */
function firstFix(request: FixRequest, which: string, acquisitions: readonly Acquisition[], mask: Mask, title: (api: string) => string): Fix | undefined {
  let known = wideFixes.get(request.analysis);
  if (!known) wideFixes.set(request.analysis, (known = new Map()));
  const key = `${which} ${mask}`;
  if (!known.has(key)) known.set(key, fixFor(request, acquisitions, mask, false, title) ?? (mask === 'irqsave' ? undefined : fixFor(request, acquisitions, 'irqsave', false, title)));
  return known.get(key);
}

function functionsOf(acquisitions: readonly Acquisition[]): FunctionId[] {
  return [...new Set(acquisitions.map((a) => a.function))];
}

function namesOf({ analysis }: FixRequest, acquisitions: readonly Acquisition[]): string {
  const names = functionsOf(acquisitions).map((id) => `${nameOf(analysis.program, id)}()`);
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0];
}

function fixFor(request: FixRequest, acquisitions: readonly Acquisition[], mask: Mask, isPreferred: boolean, title: (api: string) => string): Fix | undefined {
  const functions = functionsOf(acquisitions);
  if (functions.length === 0 || functions.length > MAX_FUNCTIONS) return undefined;
  const edits: Edit[] = [];
  let api = '';
  for (const id of functions) {
    const trace = request.traceOf(id);
    const text = request.textOf(id);
    const sections = sectionsOf(request, id, acquisitions.filter((a) => a.function === id));
    if (!text || !sections || !sections.every((s) => !s.isShared && allows(request.analysis, trace, s, mask))) return undefined;
    const changed = changeFlavour(request.analysis, text, trace, sections, mask);
    if (!changed) return undefined;
    edits.push(...changed);
    api ||= takingApi(sections[0].takes[0], mask) ?? '';
  }
  return edits.length ? { kind: takeWithMask.name, title: title(api), isPreferred, edits } : undefined;
}

/** Distinct sections of a function's acquisitions; undefined if one of them has none. */
function sectionsOf(request: FixRequest, id: FunctionId, acquisitions: readonly Acquisition[]): Section[] | undefined {
  const sections: Section[] = [];
  for (const { operation } of acquisitions) {
    if (sections.some((s) => s.takes.some((t) => t.operation === operation))) continue;
    const section = request.traceOf(id).section(operation);
    if (!section || section.takes.length === 0) return undefined;
    sections.push(section);
  }
  return sections;
}
