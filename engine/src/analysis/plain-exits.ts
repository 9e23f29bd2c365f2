/** Ways to return on which nothing was done: most of all, and one object for each value stands for all of them. */

import { Conditions } from './conditions.ts';
import { allContexts, Irq } from './state.ts';
import type { Exit } from './summary.ts';

/** Nothing was done, and nothing is known of the value. */
export const plainExit: Exit = { held: [], dropped: [], endsRcu: false, irq: Irq.Entry, restored: '', bh: 0, preempt: 0, saved: new Map(), quiesced: 0, armed: 0, contexts: allContexts, slept: false, levels: 0, value: '', conditions: Conditions.none, operation: 0 };

const byValue = new Map(['', 'T', 'F', 'N'].map((value) => [value, value === '' ? plainExit : { ...plainExit, value }]));

/** By what is returned: see `Exit.value`. */
export function plainExitOf(value: string): Exit {
  return byValue.get(value)!;
}

/** Leaves locks and masks as they were. */
export function isBalanced({ held, dropped, irq, bh, preempt }: Exit): boolean {
  return held.length === 0 && dropped.length === 0 && irq === Irq.Entry && bh === 0 && preempt === 0;
}

/** Leaves sources as they were as well, and has not slept. */
export function changesNothing(exit: Exit): boolean {
  return isBalanced(exit) && !exit.endsRcu && exit.quiesced === 0 && exit.armed === 0 && exit.saved.size === 0 && !exit.slept;
}

/** The plain exit that says the same to callers; where it stands in its function is nothing to them. */
export function orPlain(exit: Exit): Exit {
  const isPlain = changesNothing(exit) && exit.restored === '' && exit.levels === 0 && exit.contexts === allContexts && exit.conditions.size === 0;
  return isPlain ? plainExitOf(exit.value) : exit;
}
