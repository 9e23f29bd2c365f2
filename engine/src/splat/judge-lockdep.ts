/** What lockdep's own reports mean. */

import { bpfFrame } from '../knowledge/stack-marks.ts';
import type { Context } from '../knowledge/types.ts';
import type { Judgement } from './judgement.ts';
import { isWaitedFor } from './locks.ts';
import { contextText, currentStack, isSuspect, sureFrames, takerOf } from './suspects.ts';
import type { NamedLock, Splat, Stack } from './types.ts';

/** `IN-SOFTIRQ-W` → softirq; undefined for a use that is not in an interrupt. */
function interruptOf(usage: string): Context | undefined {
  const word = /^IN-(HARDIRQ|SOFTIRQ|NMI)/.exec(usage)?.[1];
  return word === undefined ? undefined : ({ HARDIRQ: 'hardirq', SOFTIRQ: 'softirq', NMI: 'nmi' } as const)[word as 'NMI'];
}

/** `otherwise`: where the lock's own line says that it is taken. */
export function by(stack: Stack | undefined, otherwise?: NamedLock): string {
  const name = (stack && takerOf(stack)?.frame.function) ?? otherwise?.at?.function;
  return name === undefined ? 'code that the log does not show' : `${name}()`;
}

function lockOf({ locks }: Splat, ...roles: NamedLock['role'][]): NamedLock | undefined {
  return roles.map((role) => locks.find((lock) => lock.role === role)).find((lock) => lock !== undefined);
}

export function inconsistentLockState(splat: Splat): Judgement {
  const { usage } = splat;
  const wanted = lockOf(splat, 'wanted');
  const lock = wanted?.lockClass ?? 'A lock';
  const current = currentStack(splat);
  const registered = splat.stacks.find((stack) => stack.role === 'usage' && stack.usage === usage?.from) ?? splat.stacks.find(({ role }) => role === 'usage');
  const interrupt = interruptOf(usage?.to ?? '') ?? interruptOf(usage?.from ?? '');
  if (!usage || !interrupt) return otherUsage(splat, lock, current, registered);
  const isNow = interruptOf(usage.to) !== undefined;
  const safe = isNow ? current : registered;
  const unsafe = isNow ? registered : current;
  if (interrupt === 'nmi') return nmiUsage(lock, safe, unsafe);
  const mask = interrupt === 'softirq' ? 'softirqs' : 'hardirqs';
  const call = unsafe && takerOf(unsafe)?.call;
  const safeTaker = by(safe, isNow ? wanted : undefined);
  const unsafeTaker = by(unsafe, isNow ? undefined : wanted);
  const form = interrupt === 'softirq' ? '_bh' : '_irqsave';
  return {
    verdict: `${lock} is taken in ${contextText(interrupt, safe)} by ${safeTaker}, and with ${mask} on by ${unsafeTaker}${call ? ` (${call})` : ''}: a ${interrupt} that arrives while its own CPU holds the lock waits for ever.`,
    rules: [interrupt === 'softirq' ? 'softirq-unsafe-lock' : 'hardirq-unsafe-lock'],
    advice: `Take the lock with ${mask} masked (the ${form} form) ${unsafeTaker.endsWith('()') ? `in ${unsafeTaker} and wherever else it is taken` : 'wherever it is taken'} outside of the ${interrupt}.`,
  };
}

function nmiUsage(lock: string, safe: Stack | undefined, unsafe: Stack | undefined): Judgement {
  const frames = safe ? sureFrames(safe) : [];
  const program = frames.find(({ function: name }) => bpfFrame.test(name));
  const isProgram = program !== undefined;
  return {
    verdict: `${lock} is taken in an NMI by ${by(safe)}${isProgram ? ', called by a BPF program that runs in the NMI' : ''}, and outside of NMIs by ${by(unsafe)}: nothing masks an NMI, so one that arrives while its own CPU holds the lock waits for ever.`,
    rules: isProgram ? ['nmi-unsafe-lock', 'bpf-nmi-map-op'] : ['nmi-unsafe-lock'],
    advice: `${isProgram ? 'In the program: keep the map operation out of NMI (a preallocated array or per-CPU map without this lock, or a program that is not attached to a perf event). In the kernel: ' : ''}${isProgram ? 'try' : 'Try'} the lock (raw_spin_trylock) where an NMI can run and go without it when it is taken, or make it an rqspinlock and handle its error; masking interrupts does not help.`,
  };
}

function otherUsage({ usage }: Splat, lock: string, current: Stack | undefined, registered: Stack | undefined): Judgement {
  const isReclaim = /RECLAIM/.test(`${usage?.from} ${usage?.to}`);
  return {
    verdict: `${lock} is used by ${by(current)} in a way that does not go with its use by ${by(registered)}${usage ? ` ({${usage.from}} -> {${usage.to}})` : ''}.`,
    rules: [],
    advice: isReclaim ? 'Allocate with GFP_NOFS or under memalloc_nofs_save() while the lock is held.' : 'Compare the two stacks: one of them must mask what the other runs in.',
  };
}

export function irqInversion(splat: Splat): Judgement {
  const { locks, headline } = splat;
  const isChanged = locks.some(({ role }) => role === 'safe' || role === 'unsafe');
  const safe = lockOf(splat, 'safe') ?? lockOf(splat, isChanged && /lock inversion/.test(headline) && !lockOf(splat, 'unsafe') ? 'unsafe' : 'holding') ?? lockOf(splat, 'wanted');
  const unsafe = lockOf(splat, 'unsafe') ?? lockOf(splat, 'wanted');
  const states = splat.stacks.filter(({ role }) => role === 'usage');
  const safeStack = states.find(({ usage }) => usage?.startsWith('IN-') && usage !== 'IN-NMI') ?? currentStack(splat);
  const unsafeStack = states.find(({ usage }) => usage?.includes('-ON-'));
  const kind = interruptKind(splat, safeStack);
  const mask = kind === 'softirq' ? 'softirqs' : 'hardirqs';
  const link = splat.stacks.find(({ role }) => role === 'dependency') ?? currentStack(splat);
  return {
    verdict: `${safe?.lockClass ?? 'A lock'} is taken in ${contextText(kind, safeStack)} by ${by(safeStack)}, and ${unsafe?.lockClass ?? 'another lock'}, which is taken with ${mask} on${unsafeStack ? ` by ${by(unsafeStack)}` : ''}, is taken while it is held${link ? ` by ${by(link)}` : ''}: the interrupt on one CPU and the two locks on another make a deadlock.`,
    rules: ['irq-inversion'],
    advice: `Take ${unsafe?.lockClass ?? 'the inner lock'} with ${mask} masked wherever it is taken, or do not take it while ${safe?.lockClass ?? 'the outer lock'} is held.`,
  };
}

function interruptKind({ headline, stacks, context }: Splat, safe: Stack | undefined): Context {
  const word = /(HARD|SOFT)IRQ-safe/.exec(headline)?.[1] ?? /(HARD|SOFT)IRQ/.exec(`${safe?.usage ?? ''} ${stacks.map(({ usage }) => usage ?? '').join(' ')}`)?.[1];
  return word === undefined ? (context === 'softirq' ? 'softirq' : 'hardirq') : word === 'SOFT' ? 'softirq' : 'hardirq';
}

export function circularLocking(splat: Splat): Judgement {
  const wanted = lockOf(splat, 'wanted')?.lockClass ?? 'a lock';
  const holding = lockOf(splat, 'holding')?.lockClass ?? 'another';
  const waited = [wanted, holding, ...splat.stacks.map(({ lockClass }) => lockClass ?? '')].find(isWaitedFor);
  const current = splat.stacks.find(({ title }) => title.startsWith('-> #0')) ?? currentStack(splat);
  const others = splat.stacks.filter(({ role, title }) => role === 'dependency' && !title.startsWith('-> #0'));
  const other = others.map((stack) => by(stack)).filter((name, i, all) => all.indexOf(name) === i).join(', ') || 'code that the log does not show';
  if (waited)
    return {
      verdict: waited === wanted
        ? `${by(current)} waits for ${waited} to end while it holds ${holding}, which ${other} takes before it ends: both wait for each other for ever.`
        : `${by(current)} takes ${wanted} while ${holding} is held or runs; ${other} waits for ${waited} to end with the lock that it needs: both wait for each other for ever.`,
      rules: ['sync-wait-deadlock', 'lock-inversion'],
      advice: `Wait for ${waited} without the lock that it takes: drop the lock before the wait, or cancel without waiting.`,
    };
  return {
    verdict: `${by(current)} takes ${wanted} while it holds ${holding}; ${other} takes them in the other order: two CPUs that do both at once wait for each other for ever.`,
    rules: ['lock-inversion'],
    advice: `Take the locks in one order everywhere: ${wanted} before ${holding} or the reverse, or do not nest them.`,
  };
}

export function recursiveLocking(splat: Splat): Judgement {
  const wanted = lockOf(splat, 'wanted');
  const holding = lockOf(splat, 'holding');
  const current = currentStack(splat);
  const isTwo = wanted?.address !== undefined && holding?.address !== undefined && wanted.address !== holding.address;
  const holder = holding?.at ? ` it was taken in ${holding.at.function}()` : ' it is held already';
  return {
    verdict: `${by(current)} takes ${wanted?.lockClass ?? 'a lock'}, and${holder} on the same path${isTwo ? ': two locks of one class, of which nothing says in what order they are taken' : ': a task that waits for itself waits for ever'}.`,
    rules: ['recursive-lock'],
    advice: isTwo ? 'Take the two in a fixed order (by address, or outer before inner) and tell lockdep with a subclass (spin_lock_nested, mutex_lock_nested).' : `Split ${by(current)} into a part that takes the lock and one that expects it held, and call the latter from here.`,
  };
}

export function invalidWaitContext(splat: Splat): Judgement {
  const lock = lockOf(splat, 'wanted')?.lockClass ?? 'a lock';
  const current = currentStack(splat);
  const taker = current && takerOf(current);
  const holder = splat.held.flatMap(({ locks }) => locks).at(-1);
  const sleeps = taker?.call !== undefined && !/spin|read_lock|write_lock|local_lock/.test(taker.call);
  const where = holder && holder.lockClass !== lock ? `while ${holder.lockClass} is held` : splat.context && splat.context !== 'process' ? `in ${contextText(splat.context, current)}` : `in ${contextText(taker?.frame.context ?? 'process', current)}`;
  return sleeps
    ? { verdict: `${by(current)} takes ${lock}, which sleeps, ${where}, where nobody may sleep.`, rules: ['sleep-in-atomic'], advice: 'Take the sleeping lock before the spinning one, or hand the work to a workqueue.' }
    : { verdict: `${by(current)} takes ${lock}, a spinlock_t that sleeps on PREEMPT_RT, ${where}, where nobody may sleep even there.`, rules: [], advice: `Make ${lock} a raw_spinlock_t if what it guards is short, or take it where a spinlock_t may be taken.` };
}

export function badUnlockBalance(splat: Splat): Judgement {
  const lock = lockOf(splat, 'released');
  const where = lock?.at && isSuspect(lock.at) ? `${lock.at.function}()` : by(currentStack(splat));
  return {
    verdict: `${where} releases ${lock?.lockClass ?? 'a lock'}, which this task does not hold.`,
    rules: ['mismatched-unlock'],
    advice: `Follow the paths of ${where}: one of them releases twice, or releases what it did not take (an error label too many, a failed trylock).`,
  };
}

export function lockHeldAtReturn(splat: Splat): Judgement {
  const left = splat.held.flatMap(({ locks }) => locks);
  const names = left.map(({ lockClass, at }) => `${lockClass}${at ? ` (taken in ${at.function}())` : ''}`).join(', ') || 'a lock';
  return {
    verdict: `A task leaves the kernel, or ends its work, with ${names} still held: the next one who wants it waits for ever.`,
    rules: ['lock-leak'],
    advice: `Release it on every path${left[0]?.at ? ` after ${left[0].at.function}()` : ''}; look at early returns and error labels.`,
  };
}

export function heldLockFreed(splat: Splat): Judgement {
  const lock = splat.held.flatMap(({ locks }) => locks).at(-1) ?? lockOf(splat, 'wanted');
  return {
    verdict: `${by(currentStack(splat))} frees or initialises the memory of ${lock?.lockClass ?? 'a lock'} while it is held.`,
    rules: ['lock-leak'],
    advice: 'Release the lock before its object is freed; hold a reference for as long as the lock is held.',
  };
}

export function suspiciousRcuUsage(splat: Splat): Judgement {
  const current = currentStack(splat);
  const { what = '', at } = splat.details;
  const isSwitch = /Illegal context switch/.test(what);
  return isSwitch
    ? { verdict: `${by(current)} may sleep inside of an RCU read-side critical section, which must not sleep.`, rules: ['sleep-in-atomic'], advice: 'Leave the section before the call that sleeps, allocate with GFP_ATOMIC, or use SRCU.' }
    : {
        verdict: `${by(current)}${at ? ` (${at})` : ''} reads or changes what RCU protects without rcu_read_lock() and without the lock that it names.`,
        rules: [],
        advice: 'Enter rcu_read_lock() around the access, or name the lock that protects it in rcu_dereference_protected(). lockctx does not check this.',
      };
}
