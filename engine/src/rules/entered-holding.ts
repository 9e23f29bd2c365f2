/** How callbacks are entered: with which locks held over them, and which of their ways fit. */

import type { ContextNode } from '../analysis/contexts.ts';
import { canEnter } from '../analysis/state.ts';
import type { Reached } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import type { EntryPoint, LockClass } from '../program/types.ts';

/** The entry's row names the class: `rtnl_mutex`, `input_dev.mutex`. What rows say for people only, as `the wiphy mutex`, is no class. */
export function isEnteredHolding({ context }: EntryPoint, lock: LockClass): boolean {
  return context.held?.includes(lock.name.replace(/^struct /, '')) ?? false;
}

/** What the way there asked of its context agrees with how the callback is entered. */
export function isReachedFrom({ context }: EntryPoint, { contexts }: Reached): boolean {
  return canEnter(contexts, context.context, context.irqs, context.bh);
}

/** The callback as its entry enters it. */
export function enteredNode({ contexts }: Analysis, entry: EntryPoint): ContextNode | undefined {
  return contexts.of(entry.function).find((node) => node.entry === entry);
}
