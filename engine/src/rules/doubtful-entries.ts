/** Entries of which the tables say that some are made in an interrupt: code that sleeps in several places was written for the others. */

import { canEnter, Irq } from '../analysis/state.ts';
import type { ReachedSleep } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { chainEnd } from '../analysis/witness.ts';
import type { EntryContext, SleepRow } from '../knowledge/types.ts';
import type { EntryPoint } from '../program/types.ts';

/** One is a mistake, and found; so many are not made in one callback. */
const MANY = 3;

export function isMeantToSleep(analysis: Analysis, entry: EntryPoint): boolean {
  if (!entry.context.varies) return false;
  const places = certainSleeps(analysis, entry).map(({ chain, row }) => `${chainEnd(entry.function, chain).function} ${row.api}`);
  return new Set(places).size >= MANY;
}

/** Sleeps that the entry reaches in the context in which it is made. */
export function certainSleeps(analysis: Analysis, entry: EntryPoint): readonly ReachedSleep[] {
  return analysis.flowOf(entry.function).reachedSleeps.filter((sleep) => isCertain(entry, sleep));
}

function isCertain({ context }: EntryPoint, sleep: ReachedSleep): boolean {
  return sleep.gfpParameter === undefined && !sleep.row.fault && sleepsIn(context, sleep.row) && !(sleep.irq === Irq.On && context.irqs === 'off') && canEnter(sleep.contexts, context.context, context.irqs, context.bh) && sleep.dropped.length === 0;
}

/** Whether a call that sleeps only here or there sleeps where softirqs and hardirqs are so. */
export function sleepsIn({ context, irqs, bh }: Pick<EntryContext, 'context' | 'irqs' | 'bh'>, { only }: SleepRow): boolean {
  if (only === 'tasks') return context === 'process' && bh !== 'off';
  return only !== 'hardirqs-off' || irqs === 'off';
}
