/** A log → its reports, each with what it means. Needs no source. */

import { badUnlockBalance, circularLocking, heldLockFreed, inconsistentLockState, invalidWaitContext, irqInversion, lockHeldAtReturn, recursiveLocking, suspiciousRcuUsage } from './judge-lockdep.ts';
import { bhEnableWithIrqsOff, irqRestoreWithIrqsOn, schedulingWhileAtomic, sleepingInInvalidContext, spinlockMisuse, spinlockRecursion } from './judge-atomic.ts';
import { hungTask, lockup } from './judge-lockups.ts';
import type { Judgement } from './judgement.ts';
import { parseSplats } from './parse.ts';
import { isSuspect } from './suspects.ts';
import type { Splat, SplatKind } from './types.ts';

export interface Explanation extends Judgement {
  readonly splat: Splat;
  /** Functions of the drivers and subsystems on its stacks, each once, innermost of the most telling stack first. */
  readonly suspects: readonly string[];
}

const judges: Readonly<Record<SplatKind, (splat: Splat) => Judgement>> = {
  'inconsistent-lock-state': inconsistentLockState,
  'irq-inversion': irqInversion,
  'circular-locking': circularLocking,
  'recursive-locking': recursiveLocking,
  'invalid-wait-context': invalidWaitContext,
  'bad-unlock-balance': badUnlockBalance,
  'lock-held-at-return': lockHeldAtReturn,
  'held-lock-freed': heldLockFreed,
  'suspicious-rcu-usage': suspiciousRcuUsage,
  'soft-lockup': lockup,
  'hard-lockup': lockup,
  'rcu-stall': lockup,
  'spinlock-lockup': lockup,
  'hung-task': hungTask,
  'sleeping-in-invalid-context': sleepingInInvalidContext,
  'scheduling-while-atomic': schedulingWhileAtomic,
  'spinlock-recursion': spinlockRecursion,
  'spinlock-wrong-owner': spinlockMisuse,
  'spinlock-bad-magic': spinlockMisuse,
  'spinlock-already-unlocked': spinlockMisuse,
  'bh-enable-with-irqs-off': bhEnableWithIrqsOff,
  'irq-restore-with-irqs-on': irqRestoreWithIrqsOn,
};

/** Every report in a log, in its order. Never throws, whatever the text is; linear in its length. */
export function explainSplat(text: string): Explanation[] {
  return parseSplats(text).map((splat) => ({ splat, ...judges[splat.kind](splat), suspects: suspectsOf(splat) }));
}

function suspectsOf({ stacks, locks, held }: Splat): string[] {
  const frames = [...stacks.filter(({ role }) => role !== 'masked').flatMap((stack) => stack.frames), ...[...locks, ...held.flatMap((h) => h.locks)].flatMap(({ at }) => (at ? [at] : []))];
  const suspects = frames.filter((frame) => !frame.isGuess && isSuspect(frame)).map((frame) => frame.function);
  const names = suspects.length ? suspects : frames.filter(isSuspect).map((frame) => frame.function);
  return [...new Set(names)];
}
