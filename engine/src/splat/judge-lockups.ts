/** What a CPU or task that does not go on is waiting for. */

import { crossCallFrame, syncWaitFrame } from '../knowledge/stack-marks.ts';
import type { Context } from '../knowledge/types.ts';
import type { Judgement } from './judgement.ts';
import { contextText, currentStack, interruptedBy, isSpinning, sureFrames, takerOf } from './suspects.ts';
import type { HeldLocks, Splat, Stack } from './types.ts';

const unsafeRule: Readonly<Record<Exclude<Context, 'process'>, string>> = { softirq: 'softirq-unsafe-lock', hardirq: 'hardirq-unsafe-lock', nmi: 'nmi-unsafe-lock' };
const maskAdvice: Readonly<Record<Exclude<Context, 'process'>, string>> = {
  softirq: 'mask softirqs (spin_lock_bh)',
  hardirq: 'mask hardirqs (spin_lock_irqsave)',
  nmi: 'nothing masks an NMI: try the lock in the NMI (raw_spin_trylock), or use an rqspinlock; the interrupted side cannot mend it',
};

/** Soft and hard lockups, RCU stalls, spinlock lockups: all of them a CPU that does not go on. */
export function lockup(splat: Splat): Judgement {
  const stack = currentStack(splat);
  const number = splat.cpu ?? stack?.cpu;
  const cpu = number === undefined ? 'A CPU' : `CPU${number}`;
  if (!stack) return { verdict: `${cpu} did not go on, and the log has no stack of it.`, rules: [], advice: 'Get the whole log: the stack of the CPU says what it waits for.' };
  const taker = takerOf(stack);
  const cross = sureFrames(stack).find(({ function: name }) => crossCallFrame.test(name));
  if (cross && !isSpinning(stack)) return crossCall(splat, cpu, stack, cross.function);
  if (!taker || !(isSpinning(stack) || splat.kind === 'spinlock-lockup')) return busy(cpu, stack);
  const { frame, index } = taker;
  const interrupted = interruptedBy(stack, index);
  if (interrupted && frame.context !== 'process') return interruptedHolder(cpu, stack, frame.function, interrupted.function, frame.context, interrupted.context);
  return heldElsewhere(splat, cpu, stack, frame.function);
}

function interruptedHolder(cpu: string, stack: Stack, taker: string, holder: string, context: Exclude<Context, 'process'>, below: Context): Judgement {
  return {
    verdict: `${cpu} spins in ${taker}() in ${contextText(context, stack)} for a lock, and has interrupted ${holder}() in ${contextText(below, stack)} to do so: if ${holder}() or its caller holds that lock, it never comes to release it.`,
    rules: [unsafeRule[context]],
    advice: context === 'nmi' ? `${cap(maskAdvice.nmi)}.` : `Where ${holder}() takes the lock that ${taker}() wants, ${maskAdvice[context]}.`,
  };
}

function heldElsewhere(splat: Splat, cpu: string, stack: Stack, taker: string): Judgement {
  const { owner, ownerCpu, lock } = splat.details;
  const others = splat.stacks.filter((other) => other !== stack && other.role === 'current' && isSpinning(other)).map((other) => `${takerOf(other)?.frame.function ?? '?'}()`);
  const name = lock ? lock : 'a lock';
  if (others.length)
    return {
      verdict: `${cpu} spins in ${taker}() for ${name} while ${others.join(' and ')} on ${others.length > 1 ? 'other CPUs spin' : 'another CPU spins'} too: they wait for each other, or for a third who never releases.`,
      rules: ['lock-inversion', 'lock-leak'],
      advice: `Compare which locks ${taker}() and ${others.join(', ')} hold at that point: two orders of the same two locks are a deadlock. CONFIG_PROVE_LOCKING names them.`,
    };
  const who = owner && !/^<none>|^\(null\)/.test(owner) ? `, which ${owner} took on CPU${ownerCpu}` : '';
  return {
    verdict: `${cpu} spins in ${taker}() in ${contextText(currentContext(stack), stack)} for ${name}${who}; the log does not show why its holder does not release it.`,
    rules: ['lock-leak', 'recursive-lock', 'lock-inversion'],
    advice: `Look for a path that leaves with the lock held, and for callers of ${taker}() that hold it already. Stacks of the other CPUs (sysrq l) and CONFIG_PROVE_LOCKING show the holder.`,
  };
}

function currentContext(stack: Stack): Context {
  return takerOf(stack)?.frame.context ?? 'process';
}

function crossCall({ stacks }: Splat, cpu: string, stack: Stack, call: string): Judgement {
  const caller = takerOf(stack)?.frame.function ?? call;
  const deaf = stacks.find((other) => other !== stack && other.role === 'current' && isSpinning(other));
  return {
    verdict: `${cpu} waits in ${caller}() for another CPU to answer (${call}), and that CPU does not: it has hardirqs off${deaf ? `, as ${takerOf(deaf)?.frame.function ?? '?'}() that spins for a lock there` : ''}.`,
    rules: deaf ? ['lock-inversion'] : [],
    advice: `Never call ${call}() while a lock is held that others take with hardirqs off.`,
  };
}

function busy(cpu: string, stack: Stack): Judgement {
  const { frame } = takerOf(stack) ?? { frame: stack.frames[0] };
  return {
    verdict: `${cpu} was busy in ${frame.function}() in ${contextText(frame.context, stack)} for too long; it waits for no lock.`,
    rules: [],
    advice: `Bound the loop in or above ${frame.function}(), or let others run in it (cond_resched() where it may sleep). lockctx has no rule for long loops.`,
  };
}

export function hungTask(splat: Splat): Judgement {
  const stack = currentStack(splat);
  const who = splat.task ? splat.task.comm : 'A task';
  const taker = stack && takerOf(stack);
  const cycle = cycleOf(splat.held);
  if (cycle)
    return {
      verdict: `${cycle.a.task} holds ${cycle.first} and waits for ${cycle.second}, and ${cycle.b.task} holds ${cycle.second} and waits for ${cycle.first}: neither ever goes on.`,
      rules: ['lock-inversion'],
      advice: `Take ${cycle.first} and ${cycle.second} in one order everywhere.`,
    };
  const wait = stack && sureFrames(stack).find(({ function: name }) => syncWaitFrame.test(name) && name !== 'wait_for_completion');
  const own = splat.held.find(({ task }) => task === `${splat.task?.comm}/${splat.task?.pid}`);
  const holds = own?.locks.map(({ lockClass }) => lockClass).join(', ');
  if (stack && wait) {
    return {
      verdict: `${who} waits in ${taker?.frame.function ?? wait.function}() for something to end (${wait.function})${holds ? ` while it holds ${holds}` : ''}; if that needs a lock held here, neither goes on.`,
      rules: ['sync-wait-deadlock'],
      advice: `Call ${wait.function}() without the locks that the callback takes.`,
    };
  }
  return {
    verdict: `${who} waits in ${taker ? `${taker.frame.function}()` : 'code that the log does not show'}${taker?.call ? ` (${taker.call})` : ''}${holds ? ` while it holds ${holds}` : ''}; whoever holds what it waits for does not release it.`,
    rules: ['lock-inversion', 'lock-leak', 'sync-wait-deadlock'],
    advice: 'Find the holder (sysrq d shows all locks held): it waits for something of this task, or has left with the lock held.',
  };
}

interface Cycle {
  readonly a: HeldLocks;
  readonly b: HeldLocks;
  readonly first: string;
  readonly second: string;
}

/** lockdep lists a lock as held from when it is asked for, so the last one of a task that is blocked is what it waits for. */
function cycleOf(held: readonly HeldLocks[]): Cycle | undefined {
  for (const a of held)
    for (const b of held) {
      if (a === b || a.locks.length < 2 || b.locks.length < 2) continue;
      const second = a.locks[a.locks.length - 1];
      const first = b.locks[b.locks.length - 1];
      const same = (x: typeof first, y: typeof first): boolean => (x.address !== undefined && y.address !== undefined ? x.address === y.address : x.lockClass === y.lockClass);
      if (same(first, second)) continue;
      if (a.locks.slice(0, -1).some((lock) => same(lock, first)) && b.locks.slice(0, -1).some((lock) => same(lock, second))) return { a, b, first: first.lockClass, second: second.lockClass };
    }
  return undefined;
}

export function cap(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
