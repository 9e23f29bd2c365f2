/** The closed list of rules. */

import { bhLockInHardirq } from './bh-lock-in-hardirq.ts';
import { bpfLruEviction } from './bpf-lru-eviction.ts';
import { bpfNmiMapOp } from './bpf-nmi-map-op.ts';
import { bpfRecursion } from './bpf-recursion.ts';
import { bpfSharedRingbuf } from './bpf-shared-ringbuf.ts';
import { hardirqUnsafeLock } from './hardirq-unsafe-lock.ts';
import { irqEnableInAtomic } from './irq-enable-in-atomic.ts';
import { irqInversion } from './irq-inversion.ts';
import { lockInversion } from './lock-inversion.ts';
import { lockLeak } from './lock-leak.ts';
import { mismatchedUnlock } from './mismatched-unlock.ts';
import { nmiUnsafeLock } from './nmi-unsafe-lock.ts';
import { recursiveLock } from './recursive-lock.ts';
import { sleepInAtomic } from './sleep-in-atomic.ts';
import { softirqUnsafeLock } from './softirq-unsafe-lock.ts';
import { syncWaitDeadlock } from './sync-wait-deadlock.ts';
import type { Rule } from './types.ts';
import { uncheckedRqspinlock } from './unchecked-rqspinlock.ts';

export const rules: readonly Rule[] = [
  softirqUnsafeLock,
  hardirqUnsafeLock,
  nmiUnsafeLock,
  bhLockInHardirq,
  irqEnableInAtomic,
  mismatchedUnlock,
  lockLeak,
  recursiveLock,
  irqInversion,
  lockInversion,
  sleepInAtomic,
  syncWaitDeadlock,
  uncheckedRqspinlock,
  bpfNmiMapOp,
  bpfSharedRingbuf,
  bpfRecursion,
  bpfLruEviction,
];
