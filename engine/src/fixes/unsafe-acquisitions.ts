/** Where a class is taken so that an interrupt that takes it too can arrive meanwhile. */

import { sourceBit, spins } from '../analysis/state.ts';
import type { Analysis } from '../analysis/types.ts';
import type { Usage } from '../analysis/usages.ts';
import { chainEnd } from '../analysis/witness.ts';
import type { FunctionId, LockClass } from '../program/types.ts';

export type Interrupter = 'softirq' | 'hardirq';

/** An acquisition to be masked: where it stands, and the usages that reach it. */
export interface Acquisition {
  readonly function: FunctionId;
  readonly operation: number;
  readonly usages: readonly Usage[];
}

/** Function by function, in the order of the program. */
export function unsafeAcquisitions(analysis: Analysis, cls: LockClass, interrupter: Interrupter): readonly Acquisition[] {
  const usages = (analysis.usages.get(cls) ?? []).filter((u) => spins(u.event.row.kind));
  const sources = usages.filter((u) => isInterrupting(u, interrupter)).map((u) => sourceBit(u.node.entry.context.source));
  const found = new Map<string, { function: FunctionId; operation: number; usages: Usage[] }>();
  for (const usage of usages) {
    if (!isUnsafe(usage, interrupter) || isHeldOff(usage, sources)) continue;
    const end = chainEnd(usage.function, usage.event.chain);
    const key = `${end.function}:${end.operation}`;
    const known = found.get(key);
    if (known) known.usages.push(usage);
    else found.set(key, { ...end, usages: [usage] });
  }
  return [...found.values()].sort((a, b) => analysis.program.table.compare(a.function, b.function) || a.operation - b.operation);
}

/** The strongest context that is known for sure to take the class. */
export function interrupterOf(analysis: Analysis, cls: LockClass): Interrupter | undefined {
  const usages = (analysis.usages.get(cls) ?? []).filter((u) => !u.node.tentative && u.event.row.operation !== 'try');
  if (usages.some((u) => u.node.context === 'hardirq')) return 'hardirq';
  return usages.some((u) => u.node.context === 'softirq') ? 'softirq' : undefined;
}

function isInterrupting({ node }: Usage, interrupter: Interrupter): boolean {
  return node.context === interrupter || (interrupter === 'softirq' && node.context === 'hardirq');
}

/** Classes of each analysis by name: two statics of one name are two. */
const classesByName = new WeakMap<Analysis, ReadonlyMap<string, readonly LockClass[]>>();

/** The class that a finding speaks of, as its function takes it. */
export function classOf(analysis: Analysis, name: string, id: FunctionId): LockClass | undefined {
  let index = classesByName.get(analysis);
  if (!index) classesByName.set(analysis, (index = byName(analysis.usages.keys())));
  return index.get(name)?.find((cls) => analysis.usages.get(cls)!.some((u) => u.function === id));
}

function byName(classes: Iterable<LockClass>): Map<string, LockClass[]> {
  const index = new Map<string, LockClass[]>();
  for (const cls of classes) index.set(cls.name, [...(index.get(cls.name) ?? []), cls]);
  return index;
}

function isUnsafe({ node, irqs, bh, event }: Usage, interrupter: Interrupter): boolean {
  const { irq } = event.row;
  if (irq === 'irq-off' || irq === 'irq-save' || irqs !== 'on') return false;
  if (interrupter === 'hardirq') return node.context === 'process' || node.context === 'softirq';
  return node.context === 'process' && bh === 'on' && irq !== 'bh-off';
}

/** Every interrupting source is held off; a class that no interrupt takes itself matters only while nothing is held off. */
function isHeldOff({ quiesced }: Usage, sources: readonly number[]): boolean {
  return sources.length ? sources.every((bit) => (quiesced & bit) !== 0) : quiesced !== 0;
}
