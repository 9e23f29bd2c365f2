/** What the checks of a single call or lock mean: sleeping where that is forbidden, masks and spinlocks misused. */

import { by } from './judge-lockdep.ts';
import { lockup } from './judge-lockups.ts';
import type { Judgement } from './judgement.ts';
import { isPseudoLock } from './locks.ts';
import { calleeOf, contextText, currentStack, interruptedBy, takerOf } from './suspects.ts';
import type { Splat } from './types.ts';

export function sleepingInInvalidContext(splat: Splat): Judgement {
  const current = currentStack(splat);
  const { at } = splat.details;
  const taker = current && takerOf(current);
  const call = current && taker && calleeOf(current, taker);
  return {
    verdict: `${by(current)} calls ${call ? `${call}()` : 'something'}${at ? ` (${at})` : ''}, which may sleep, ${reason(splat)}.`,
    rules: ['sleep-in-atomic'],
    advice: `Move the call out of the section that must not sleep, hand it to a workqueue, or use what does not sleep (GFP_ATOMIC, a spinlock, a trylock).`,
  };
}

/** Why nobody may sleep here, as far as the report says. */
function reason(splat: Splat): string {
  const current = currentStack(splat);
  const context = current && takerOf(current)?.frame.context;
  if (context !== undefined && context !== 'process') return `in ${contextText(context, current)}`;
  const held = splat.held.flatMap(({ locks }) => locks).filter(({ lockClass, waitType }) => !isPseudoLock(lockClass) && !sleeps(waitType));
  if (held.length) return `while ${held.map(({ lockClass }) => lockClass).join(', ')} is held${held[0].at ? ` (taken in ${held[0].at.function}())` : ''}`;
  if (splat.details.rcuDepth !== undefined || splat.held.some(({ locks }) => locks.some(({ lockClass }) => /^rcu_read_lock/.test(lockClass)))) return 'inside of an RCU read-side critical section';
  const masked = splat.stacks.find(({ role, title }) => role === 'masked' && title.startsWith('Preemption'))?.frames.find(({ context: c }) => c === 'process');
  if (masked) return `with preemption off (since ${masked.function}())`;
  if (splat.irqs === 'off') return 'with hardirqs off';
  return splat.context && splat.context !== 'process' ? `in ${contextText(splat.context)}` : 'with preemption off';
}

/** A mutex's inner wait type is the greatest; without raw-lock checking it is 3. */
function sleeps(waitType: string | undefined): boolean {
  return waitType !== undefined && Number(waitType.split(':')[1]) >= 4;
}

export function schedulingWhileAtomic(splat: Splat): Judgement {
  const current = currentStack(splat);
  const taker = current && takerOf(current);
  const call = current && taker && calleeOf(current, taker);
  return {
    verdict: `${by(current)} sleeps${call ? ` (${call})` : ''} ${reason(splat)}.`,
    rules: ['sleep-in-atomic', 'lock-leak'],
    advice: 'Find what masks preemption above this call: a spinlock that is held (or was left held by an earlier call), RCU, per-CPU access, or masked interrupts.',
  };
}

export function spinlockRecursion(splat: Splat): Judgement {
  const current = currentStack(splat);
  const taker = current && takerOf(current);
  if (current && taker && taker.frame.context !== 'process' && interruptedBy(current, taker.index)) return lockup({ ...splat, kind: 'spinlock-lockup' });
  return {
    verdict: `${by(current)} takes ${splat.details.lock ?? 'a spinlock'} on the CPU that holds it already: it waits for itself.`,
    rules: ['recursive-lock'],
    advice: `Look at the callers of ${by(current)} on the stack: one of them holds the lock. Split the function into one that takes the lock and one that expects it held.`,
  };
}

export function spinlockMisuse(splat: Splat): Judgement {
  const where = by(currentStack(splat));
  const lock = splat.details.lock ?? 'a spinlock';
  if (splat.kind === 'spinlock-bad-magic') return { verdict: `${where} uses ${lock}, which was never initialised, or whose memory was freed or overwritten.`, rules: [], advice: `Call spin_lock_init() before anything can reach the lock, and keep its object alive as long as ${where} can run. lockctx does not check lifetimes.` };
  const isTwice = splat.kind === 'spinlock-already-unlocked';
  return {
    verdict: isTwice ? `${where} releases ${lock}, which nobody holds.` : `${where} releases ${lock} on another CPU or in another task than the one that took it.`,
    rules: ['mismatched-unlock'],
    advice: isTwice ? 'Follow the paths to the release: one of them has released before.' : 'A spinlock is released by who took it: do not sleep while it is held, and do not hand it to another task.',
  };
}

export function bhEnableWithIrqsOff(splat: Splat): Judgement {
  const current = currentStack(splat);
  const isHardirq = current && takerOf(current)?.frame.context === 'hardirq';
  return {
    verdict: `${by(current)} uses a _bh function ${isHardirq ? `in ${contextText('hardirq', current)}` : 'with hardirqs off'}: unmasking softirqs runs them, and they expect hardirqs on.`,
    rules: ['bh-lock-in-hardirq'],
    advice: 'Where hardirqs are off already, use the plain form; elsewhere take the lock with _irqsave on all sides.',
  };
}

export function irqRestoreWithIrqsOn(splat: Splat): Judgement {
  return {
    verdict: `${by(currentStack(splat))} restores hardirqs that something in between had already enabled: whatever relied on them being off was not protected.`,
    rules: ['irq-enable-in-atomic', 'mismatched-unlock'],
    advice: 'Look between the save and the restore for an _irq function (spin_unlock_irq, local_irq_enable): use the _irqsave pair there.',
  };
}
