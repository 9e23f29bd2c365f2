/** Which frames of a stack are the code in question: what is left when reporting, lock and entry code is taken off. */

import { crossCallFrame, dispatchFrame, lockFrame, reportingFrame, sleepingFrame, syncWaitFrame } from '../knowledge/stack-marks.ts';
import type { Context } from '../knowledge/types.ts';
import type { Frame, Splat, Stack } from './types.ts';

/** Who takes, waits for or releases a lock on a stack. */
export interface Taker {
  readonly frame: Frame;
  /** Position in the stack. */
  readonly index: number;
  /** `spin_lock_bh`, `mutex_lock`; absent where the function's own code is the lock's. */
  readonly call?: string;
}

export function isLockCode({ function: name }: Frame): boolean {
  return lockFrame.test(name);
}

/** Code of a driver or subsystem, not what every stack of its kind has. */
export function isSuspect({ function: name }: Frame): boolean {
  return ![reportingFrame, lockFrame, dispatchFrame, sleepingFrame, syncWaitFrame, crossCallFrame].some((pattern) => pattern.test(name));
}

/** Frames that are surely there; all of them where the kernel is sure of none. */
export function sureFrames({ frames }: Stack): readonly Frame[] {
  const sure = frames.filter((frame, i) => !frame.isGuess || isWhereStopped(frames, i));
  return sure.length ? sure : frames;
}

/** Old kernels print where an NMI stopped the CPU as a guess right below the NMI's entry. */
function isWhereStopped(frames: readonly Frame[], index: number): boolean {
  let inner = index - 1;
  while (inner >= 0 && frames[inner].isGuess) inner--;
  return inner >= 0 && index - inner <= 2 && /^(?:end_repeat_nmi|nmi|asm_exc_nmi)$/.test(frames[inner].function);
}

/** The innermost function of one's own on a stack, and the lock function that it called, if one is in between. */
export function takerOf(stack: Stack): Taker | undefined {
  const frames = sureFrames(stack);
  const own = frames.findIndex(isSuspect);
  const index = own >= 0 ? own : frames.findIndex((frame) => !isLockCode(frame) && !reportingFrame.test(frame.function));
  if (index < 0) return undefined;
  const call = frames.slice(0, index).findLast((frame) => isLockCode(frame));
  return { frame: frames[index], index, ...(call && { call: callName(call.function) }) };
}

/** Somebody waits for a spinning lock here: its code is the innermost, but for what prints the report. */
export function isSpinning(stack: Stack): boolean {
  const frames = sureFrames(stack);
  const first = frames.find(({ function: name }) => !reportingFrame.test(name) && !dispatchesReport(name));
  return first !== undefined && isLockCode(first) && !/unlock|mutex|rwsem|down|up_/.test(first.function);
}

/** Timer interrupts and NMIs in which watchdogs look. */
function dispatchesReport(name: string): boolean {
  return /^(?:__hrtimer|hrtimer|tick|__sysvec_apic|sysvec_apic|asm_sysvec_apic|smp_apic|apic_timer|local_apic|nmi|do_nmi|default_do_nmi|exc_nmi|end_repeat)/.test(name);
}

/** What runs below an interrupt: the first function of one's own, outwards from `index`, that runs in a lesser context. */
export function interruptedBy(stack: Stack, index: number): Frame | undefined {
  const frames = sureFrames(stack);
  const context = frames[index].context;
  return frames.slice(index + 1).find((frame) => rank(frame.context) < rank(context) && isSuspect(frame));
}

export function rank(context: Context): number {
  return ['process', 'softirq', 'hardirq', 'nmi'].indexOf(context);
}

/** The function that a taker calls on its way to the check: `kmalloc` above what says that it might sleep. */
export function calleeOf(stack: Stack, { index }: Taker): string | undefined {
  const below = sureFrames(stack)[index - 1];
  return below && !reportingFrame.test(below.function) && !/^_?_?schedule$/.test(below.function) ? callName(below.function) : undefined;
}

/** `_raw_spin_lock_irqsave` is what `spin_lock_irqsave` is compiled to. */
function callName(name: string): string {
  return name.replace(/^_raw_/, '').replace(/^__raw_/, '').replace(/^__mutex_lock.*$/, 'mutex_lock').replace(/^rwsem_down_read\w*$/, 'down_read').replace(/^rwsem_down_write\w*$/, 'down_write').replace(/_(?:nested|noprof)$/, '');
}

/** A way into a context, in words: by the first of these on the stack. */
const SOURCES: readonly (readonly [RegExp, string])[] = [
  [/^(?:rcu_core|rcu_do_batch|rcu_process_callbacks|__rcu_process_callbacks|rcu_reclaim)/, 'an RCU callback'],
  [/^(?:call_timer_fn|run_timer_softirq|__run_timers|expire_timers)/, 'a timer'],
  [/^(?:net_rx_action|__napi_poll|process_backlog)/, 'receiving packets'],
  [/^net_tx_action/, 'sending packets'],
  [/^(?:tasklet_|bh_worker)/, 'a tasklet'],
  [/^(?:hrtimer_run_softirq|__hrtimer_run_queues|hrtimer_interrupt)/, 'an hrtimer'],
  [/^(?:__handle_irq_event_percpu|handle_irq_event_percpu)/, 'an interrupt handler'],
  [/^(?:irq_work_run|irq_work_single|__sysvec_irq_work)/, 'an irq_work'],
  [/^(?:__flush_smp_call|flush_smp_call|generic_smp_call)/, 'a call from another CPU'],
  [/^(?:bpf_overflow_handler|__perf_event_overflow)/, 'a perf event'],
];

/** `softirq (an RCU callback)`, `process context`, `an NMI`. */
export function contextText(context: Context, stack?: Stack): string {
  const word = { process: 'process context', softirq: 'softirq', hardirq: 'hardirq', nmi: 'NMI' }[context];
  if (!stack || context === 'process') return word;
  const names = sureFrames(stack).filter((frame) => frame.context === context).map((frame) => frame.function);
  const source = SOURCES.find(([pattern]) => names.some((name) => pattern.test(name)));
  return source ? `${word} (${source[1]})` : word;
}

/** The stack a report is about: lockdep's last, a watchdog's first. */
export function currentStack({ kind, stacks, cpu }: Splat): Stack | undefined {
  const current = stacks.filter(({ role }) => role === 'current');
  if (kind === 'hard-lockup' || kind === 'soft-lockup' || kind === 'rcu-stall' || kind === 'hung-task') return current.find((stack) => stack.cpu === cpu && cpu !== undefined) ?? current[0];
  return current.find(({ title }) => title === 'stack backtrace') ?? current[0] ?? stacks.find(({ role, title }) => role === 'dependency' && title.startsWith('-> #0'));
}
