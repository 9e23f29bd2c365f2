/** All calls that take, try or drop a lock, or mask interrupts. */

import { masks } from './locks-masks.ts';
import { sleepingLocks } from './locks-sleeping.ts';
import { spinLocks } from './locks-spinning.ts';
import { wrapperLocks } from './locks-wrappers.ts';
import type { LockRow } from './types.ts';

/**
 * `spin_lock_irqsave` is `irq-save` alone: that spinning locks turn preemption off follows from their kind.
 * `wait_event_lock_irq(wq, condition, lock)` and its kin drop the lock, sleep and retake it: what is held before is held after, so they
 * are no rows, neither here nor among the sleeping calls.
 */
export const locks: readonly LockRow[] = [...spinLocks, ...sleepingLocks, ...masks, ...wrapperLocks];

/** include/linux/wait.h: the argument that these do while the lock is dropped, before they sleep. */
export const doneUnlocked: ReadonlyMap<string, number> = new Map([['wait_event_lock_irq_cmd', 3], ['wait_event_interruptible_lock_irq_cmd', 3]]);
