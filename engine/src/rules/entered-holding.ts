/** Locks that whoever enters a callback holds over it. */

import type { EntryPoint, LockClass } from '../program/types.ts';

/** The entry's row names the class: `rtnl_mutex`, `input_dev.mutex`. What rows say for people only, as `the wiphy mutex`, is no class. */
export function isEnteredHolding({ context }: EntryPoint, lock: LockClass): boolean {
  return context.held?.includes(lock.name.replace(/^struct /, '')) ?? false;
}
