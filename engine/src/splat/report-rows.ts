/** The lines of reports that are not frames or locks: each with what it says. */

import type { Context } from '../knowledge/types.ts';
import { frameOf, type BareFrame } from './frames.ts';
import type { Reading } from './reading.ts';
import type { LockRole } from './types.ts';

/** Matches, and what to make of it; `false` hands the line on to the next row. */
export type Row = readonly [pattern: RegExp, read: (reading: Reading, match: RegExpExecArray) => void | false];

/** Whom the report is about, and in which state. */
const identity: readonly Row[] = [
  [/^(\S.*)\/(\d+)(?: \[HC(\d)\[\d+\]:SC(\d)\[\d+\]:HE(\d):SE\d\])? (?:takes:|just changed the state of lock|is trying to (acquire|lock|release)|is (?:freeing memory|leaving|exiting))/, (r, [, comm, pid, hc, sc, he, verb]) => {
    r.draft.task ??= { comm, pid: Number(pid) };
    if (hc !== undefined && !r.draft.context) setState(r, hc !== '0' ? 'hardirq' : sc !== '0' ? 'softirq' : 'process', he === '1');
    r.role = verb === 'release' ? 'released' : 'wanted';
    r.isHolding = false;
    return verb === 'release' ? false : undefined;
  }],
  [/is trying to release lock \((.+)\) at:/, (r, [, lockClass]) => void r.locks.push({ role: 'released', lockClass })],
  [/in_atomic\(\): (\d+), irqs_disabled\(\): (\d+)/, (r, [text, atomic, irqs]) => {
    r.draft.details.inAtomic = atomic;
    r.draft.irqs ??= irqs === '0' ? 'on' : 'off';
    const named = /\bpid: (\d+), name: (.+)$/.exec(r.lineText);
    if (named && text) r.draft.task ??= { comm: named[2], pid: Number(named[1]) };
  }],
  [/^preempt_count: ([0-9a-f]+)/, (r, [, count]) => setCount(r, count)],
  [/^RCU nest depth: (\d+), expected: (\d+)/, (r, [, depth, expected]) => {
    if (depth !== expected) r.draft.details.rcuDepth = depth;
  }],
  [/^CPU: (\d+) (?:UID: \d+ )?PID: (\d+) Comm: (.+?) (?:Kdump: loaded )?(?:Not tainted|Tainted: .*?) +(\d+\.\d+\S*)/, (r, [, cpu, pid, comm, kernel]) => {
    r.draft.cpu ??= Number(cpu);
    r.draft.task ??= { comm, pid: Number(pid) };
    r.draft.kernel ??= kernel;
    if (r.title && r.title.cpu === undefined) r.title.cpu = Number(cpu);
  }],
  [/^(?:Pid|PID): (\d+), comm: (.+?) (?:Not tainted|Tainted: .*?) +(\d+\.\d+\S*)/i, (r, [, pid, comm, kernel]) => {
    r.draft.task ??= { comm, pid: Number(pid) };
    r.draft.kernel ??= kernel;
  }],
  [/^(?:Not tainted|Tainted: .*?) (\d+\.\d+\.\S+)/, (r, [, kernel]) => void (r.draft.kernel ??= kernel)],
  [/^(\d+\.\d+\S*) #\d+.*?(?:Not tainted|Tainted)/, (r, [, kernel]) => void (r.draft.kernel ??= kernel)],
  [/^Workqueue: (.+)$/, (r, [, workqueue]) => void (r.draft.details.workqueue ??= workqueue)],
];

/** Phrases that say what the next locks and stacks are. */
const phrases: readonly Row[] = [
  [/^inconsistent \{(.+?)\} -> \{(.+?)\} usage/, (r, [, from, to]) => void (r.draft.usage = { from, to })],
  [/^\{(.+?)\} state was registered at:/, (r, [, usage]) => {
    r.open({ role: 'usage', title: `{${usage}} state was registered at`, usage, lockClass: r.locks[0]?.lockClass });
  }],
  [/^(?:but task is|and this task is) already holding/, (r) => begin(r, 'holding')],
  [/connects a (?:HARD|SOFT)IRQ-(?:irq-)?safe lock/, (r) => begin(r, 'safe')],
  [/^to a (?:HARD|SOFT)IRQ-(?:irq-)?unsafe lock/, (r) => begin(r, 'unsafe')],
  [/^but this (?:lock took another|new dependency)|took another, (?:HARD|SOFT)IRQ-(?:READ-)?unsafe lock/, (r) => begin(r, 'unsafe')],
  [/^but this lock was taken by another, (?:HARD|SOFT)IRQ-(?:READ-)?safe lock/, (r) => begin(r, 'safe')],
  [/became ((?:HARD|SOFT)IRQ)-(?:irq-|READ-)?(safe|unsafe) at:/, (r, [, kind, state]) => {
    const lockClass = r.locks.findLast(({ role }) => role === state)?.lockClass;
    r.open({ role: 'usage', title: `became ${kind}-irq-${state} at`, usage: state === 'safe' ? `IN-${kind}-W` : `${kind}-ON-W`, lockClass });
  }],
  [/^which would create a new lock dependency/, (r) => void (r.role = undefined)],
  [/^the existing dependency chain/, (r) => begin(r, undefined)],
  [/^-> #(\d+) \((.+?)\)\{/, (r, [, number, lockClass]) => r.open({ role: 'dependency', title: `-> #${number} (${lockClass})`, lockClass })],
  [/^(?:-> )+\((.+?)\)\{[^}]*\}(?:-\{\d+:\d+\})?(?: *\{| ops: )/, (r, [, lockClass]) => {
    r.close();
    r.listed = lockClass;
  }],
  [/^((?:IN-)?(?:HARDIRQ|SOFTIRQ|NMI|RECLAIM_FS)(?:-ON)?-[WR]|INITIAL (?:READ )?USE|IN-NMI(?:-READ)?) at:$/, (r, [, usage]) =>
    r.open({ role: 'usage', title: `${usage} at`, usage, ...(r.listed !== undefined && { lockClass: r.listed }) })],
  [/^\.\.\. acquired at:/, (r) => r.open({ role: 'dependency', title: 'acquired at', ...(r.listed !== undefined && { lockClass: r.listed }) })],
  [/^\.\.\. key +at:/, (r) => r.close()],
  [/^Possible (?:interrupt )?unsafe locking scenario/, (r) => {
    begin(r, undefined);
    r.isScenario = true;
  }],
  [/^(?:Showing all locks held in the system|other info that might help)/, (r) => begin(r, undefined)],
  [/^(?:no|(\d+)) locks? held by (.+?)(?:\.|:)?$/, (r, [, , task]) => {
    begin(r, undefined);
    r.isHolding = true;
    r.held.push({ task: task.replace(/ on CPU#\d+$/, ''), locks: [] });
  }],
  [/^INFO: lockdep is turned off/, (r) => void (r.draft.details.lockdep = 'off')],
];

/** What heads a stack. */
const titles: readonly Row[] = [
  [/^(?:stack backtrace|Stack traceback):?$/, (r) => r.open({ role: 'current', title: 'stack backtrace' })],
  [/^(?:Sending NMI|NMI backtrace for cpu|Sending backtrace)/i, (r) => {
    const cpu = /for cpu (\d+)/i.exec(r.lineText)?.[1];
    if (cpu !== undefined) r.open({ role: 'current', title: `NMI backtrace for cpu ${cpu}`, cpu: Number(cpu) });
  }],
  [/^task:(\S+)\s+state:(\S)\s.*?pid:\s*(\d+)/, (r, [, comm, , pid]) => r.open({ role: 'current', title: `task ${comm}/${pid}`, task: `${comm}/${pid}` })],
  [/^(\S+) +([RSDTtZIX]) +(?:[0-9a-f]+|running task)? +\d+ +(\d+) +\d+ 0x[0-9a-f]+$/, (r, [, comm, , pid]) => r.open({ role: 'current', title: `task ${comm}/${pid}`, task: `${comm}/${pid}` })],
  [/^(?:Preemption disabled at:?|(?:hard|soft)irqs last +(?:enabled|disabled) at)/i, (r) => {
    const isPreemption = /^Preemption/.test(r.lineText);
    const frame = lastFrame(r.lineText);
    r.open({ role: 'masked', title: isPreemption ? 'Preemption disabled at' : r.lineText.replace(/ +at \(.*$/, '').replace(/  +/g, ' ') });
    if (frame) {
      r.frame(frame);
      r.close();
    }
  }],
  [/^(?:Call [Tt]race|Backtrace):?/, (r) => {
    const { title } = r;
    if (r.stack || !title || title.role === 'masked') {
      const { register } = r;
      r.register = undefined;
      r.open({ role: 'current', title: 'Call Trace', cpu: undefined });
      r.register = register;
    }
  }],
];

/** Details of single kinds. */
const details: readonly Row[] = [
  [/stuck for (\d+)s!? \[(.+?):(\d+)\]/, (r, [, seconds, comm, pid]) => {
    r.draft.details.stuckFor = `${seconds} s`;
    r.draft.task ??= { comm, pid: Number(pid) };
    return false;
  }],
  [/invalid context at (\S+:\d+)/, (r, [, at]) => void (r.draft.details.at = at)],
  [/(?:on|cpu|CPU)[ #]*CPU#(\d+)|\bCPU#(\d+)/, (r, [, a, b]) => {
    r.draft.cpu ??= Number(a ?? b);
    return false;
  }],
  [/hard LOCKUP on cpu (\d+)/, (r, [, cpu]) => void (r.draft.cpu ??= Number(cpu))],
  [/while atomic: (.+)\/(\d+)\/0x([0-9a-f]+)/, (r, [, comm, pid, count]) => {
    r.draft.task ??= { comm, pid: Number(pid) };
    setCount(r, count);
  }],
  [/on CPU#\d+, (.+)\/(\d+)/, (r, [, comm, pid]) => void (r.draft.task ??= { comm, pid: Number(pid) })],
  [/^lock: (.+?), \.magic: (\w+), \.owner: (.+?), \.owner_cpu: (-?\d+)/, (r, [, lock, magic, owner, cpu]) => {
    const name = frameOf(lock)?.function;
    Object.assign(r.draft.details, { ...(name && { lock: name }), magic, owner, ownerCpu: cpu });
  }],
  [/INFO: task (.+):(\d+) blocked for more than (\d+) seconds/, (r, [, comm, pid, seconds]) => {
    r.draft.task = { comm, pid: Number(pid) };
    r.draft.details.stuckFor = `${seconds} s`;
  }],
  [/^(\S+\.[ch]:\d+) (.+)!$/, (r, [, at, what]) => void Object.assign(r.draft.details, { at, what })],
  [/^Illegal context switch in (.+?)!?$/, (r, [, what]) => void (r.draft.details.what = `Illegal context switch in ${what}`)],
  [/self-detected stall on CPU(?: (\d+))?/, (r, [, cpu]) => {
    if (cpu !== undefined) r.draft.cpu ??= Number(cpu);
  }],
  [/^(\d+)-[.!?AO-]+:? \(/, (r, [, cpu]) => void (r.draft.cpu ??= Number(cpu))],
  [/^context-\{(\d+:\d+)\}/, (r, [, wait]) => void (r.draft.details.waitContext = wait)],
  [/at kernel\/softirq\.c:\d+ (\w+)/, (r, [, name]) => void (r.draft.details.what = name)],
];

/** In the order in which a line is tried. */
export const reportRows: readonly Row[] = [...identity, ...phrases, ...titles, ...details];

function begin(reading: Reading, role: LockRole | undefined): void {
  reading.close();
  reading.role = role;
  reading.isHolding = false;
  reading.isScenario = false;
}

function lastFrame(text: string): BareFrame | undefined {
  return frameOf(/(?:\[<[0-9a-f]*>\]|at:|\(\d+\):)\s+(\S.*)$/.exec(text)?.[1].replace(/^(?:\[<[0-9a-f]*>\]\s*)+/, '') ?? '');
}

function setState(reading: Reading, context: Context, hasIrqs: boolean): void {
  reading.draft.context = context;
  reading.draft.irqs = hasIrqs ? 'on' : 'off';
}

/** include/linux/preempt.h: 8 bits of preemption, 8 of softirq (its lowest is set while one is served), 4 of hardirq, 4 of NMI. */
function setCount(reading: Reading, hex: string): void {
  const count = parseInt(hex, 16);
  reading.draft.details.preemptCount = `0x${count.toString(16)}`;
  reading.draft.context ??= count & 0xf00000 ? 'nmi' : count & 0xf0000 ? 'hardirq' : count & 0x100 ? 'softirq' : 'process';
}
