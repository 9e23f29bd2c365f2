/** The machine's rules, one test each: who interrupts whom, what masks hold off what, how each kind of lock waits. */

import { describe, expect, test } from 'vitest';
import type { Context, IrqEffect, LockKind } from '../src/knowledge/types.ts';
import { explainNone } from '../src/simulation/explain.ts';
import { explore } from '../src/simulation/explore.ts';
import type { Event } from '../src/simulation/events.ts';
import { apply, transitions } from '../src/simulation/machine.ts';
import { initialState, type MachineState } from '../src/simulation/state.ts';
import type { Action, Actor, Acquire, BadKind, LockSpec, Scenario } from '../src/simulation/types.ts';

const place = (what: string) => ({ function: 'f', location: { file: 'f.c', line: 1, column: 1, endLine: 1, endColumn: 1 }, what });
const enter: Action = { ...place('begins'), do: 'enter' };
const call: Action = { ...place('calls'), do: 'call' };
const sleep: Action = { ...place('sleeps'), do: 'sleep', culprit: true };
const mask = (effect: IrqEffect): Action => ({ ...place(effect), do: 'mask', effect, slot: 0 });
const rcu = (by: 1 | -1): Action => ({ ...place('rcu'), do: 'rcu', by });
const wait = (actor: number, sleeps = false): Action => ({ ...place('waits'), do: 'wait', actor, sleeps, culprit: true });
const lock = (id: number, effect: IrqEffect = 'none', rest: Partial<Acquire> = {}): Action => ({ ...place(`lock${id}`), do: 'acquire', lock: id, mode: 'exclusive', effect, slot: 0, waiting: 'wait', ...rest });
const unlock = (id: number, effect: IrqEffect = 'none', mode: 'exclusive' | 'shared' = 'exclusive'): Action => ({ ...place(`unlock${id}`), do: 'release', lock: id, mode, effect, slot: 0 });

function actor(context: Context, program: readonly Action[], rest: Partial<Actor> = {}): Actor {
  const isHard = context === 'hardirq' || context === 'nmi';
  return { name: context, function: `${context}${rest.cpu ?? 0}`, via: '', context, source: 'none', cpu: 0, irqs: !isHard, bh: 0, preempt: 0, program: [enter, ...program], hard: true, ...rest };
}

function machine(actors: readonly Actor[], rest: Partial<Scenario> & { kinds?: readonly LockKind[] } = {}): Scenario {
  const locks: LockSpec[] = (rest.kinds ?? ['spinlock', 'spinlock']).map((kind, i) => ({ name: `lock${i}`, kind }));
  const [first, ...others] = actors;
  const blamed = first.program.some((a) => a.culprit) ? first : { ...first, program: first.program.map((a, i) => (i === 1 && a.do === 'acquire' ? { ...a, culprit: true } : a)) };
  return { cpus: Math.max(...actors.map((a) => a.cpu)) + 1, preemption: 'full', kernel: '7.3', locks, actors: [blamed, ...others], bad: ['deadlock'], maps: [], culprit: { actor: 0, action: 1, lock: 0 }, ...rest };
}

const bad = (scenario: Scenario): BadKind | undefined => explore(scenario).bad?.kind;

/** What is said of every state that can be reached. */
function always(scenario: Scenario, holds: (s: MachineState) => boolean): boolean {
  return reach(scenario).every(holds);
}

function reach(scenario: Scenario): MachineState[] {
  const seen = new Map([['', initialState(scenario)]]);
  const queue = [initialState(scenario)];
  for (const state of queue)
    for (const t of transitions(scenario, state)) {
      const next = apply(scenario, state, t).state;
      const key = JSON.stringify(next, (_, v) => (v instanceof Map ? [...v] : v));
      if (!seen.has(key)) seen.set(key, next), queue.push(next);
    }
  return queue;
}

/** Both on their CPU in some state, the second above the first. */
function interrupts(scenario: Scenario, below: number, above: number): boolean {
  return reach(scenario).some((s) => s.stacks.some((stack) => stack.indexOf(below) !== -1 && stack.indexOf(above) > stack.indexOf(below)));
}

describe('who interrupts whom', () => {
  const section = (effect: IrqEffect, end: IrqEffect): Action[] => [mask(effect), lock(1), unlock(1), mask(end)];
  /** Whether `context` can come between masking and unmasking. */
  const comesInto = (context: Context, effect: IrqEffect, end: IrqEffect): boolean =>
    reach(machine([actor('process', section(effect, end)), actor(context, [lock(0), unlock(0)])])).some((s) => s.stacks[0].length === 2 && s.actors[0].held.length === 1);

  test.each([
    ['softirq', 'preempt-off', 'preempt-on', true], ['hardirq', 'preempt-off', 'preempt-on', true], ['nmi', 'preempt-off', 'preempt-on', true],
    ['softirq', 'bh-off', 'bh-on', false], ['hardirq', 'bh-off', 'bh-on', true], ['nmi', 'bh-off', 'bh-on', true],
    ['softirq', 'irq-save', 'irq-restore', false], ['hardirq', 'irq-save', 'irq-restore', false], ['nmi', 'irq-save', 'irq-restore', true],
    ['softirq', 'irq-off', 'irq-on', false], ['hardirq', 'irq-off', 'irq-on', false],
  ] as const)('a %s into a section with %s … %s: %s', (context, effect, end, _) => {
    expect(comesInto(context, effect, end)).toBe(_);
  });

  const pair = (below: Context, above: Context): Scenario => machine([actor(below, [lock(0), unlock(0)]), actor(above, [lock(1), unlock(1)])]);
  test.each([
    ['process', 'softirq', true], ['process', 'hardirq', true], ['process', 'nmi', true],
    ['softirq', 'hardirq', true], ['softirq', 'nmi', true], ['hardirq', 'nmi', true],
    ['softirq', 'softirq', false], ['hardirq', 'hardirq', false], ['nmi', 'nmi', false],
    ['hardirq', 'softirq', false], ['nmi', 'hardirq', false], ['nmi', 'softirq', false],
  ] as const)('%s interrupted by %s: %s', (below, above, expected) => {
    expect(interrupts(pair(below, above), 0, 1)).toBe(expected);
  });

  test('a task is preempted by another only on a preemptible kernel, and not in an atomic section', () => {
    const tasks = [actor('process', [lock(0), unlock(0)]), actor('process', [lock(1), unlock(1)])];
    const preempted = (s: MachineState): boolean => s.actors[0].status === 'ready' && s.actors[0].pc > 0;
    expect(always(machine(tasks, { preemption: 'none' }), (s) => !preempted(s))).toBe(true);
    expect(reach(machine(tasks, { preemption: 'full' })).some(preempted)).toBe(true);
    expect(always(machine(tasks, { preemption: 'full' }), (s) => !(preempted(s) && s.actors[0].held.length > 0))).toBe(true);
  });
});

describe('softirqs', () => {
  test('one that is raised while softirqs are off runs when they are unmasked', () => {
    const scenario = machine([actor('process', [mask('bh-off'), lock(0), unlock(0), mask('bh-on'), lock(1), unlock(1)]), actor('softirq', [lock(1), unlock(1)])]);
    let s = initialState(scenario);
    const events: string[] = [];
    const log = (_: MachineState, e: Event): void => void events.push(`${e.actor}:${e.kind}`);
    for (const kind of ['run', 'arrive', 'run', 'run', 'run'] as const) {
      const t = transitions(scenario, s).find((x) => x.kind === kind)!;
      s = apply(scenario, s, t, log).state;
    }
    expect(events).toEqual(['0:run', '0:run', '1:held-off', '0:run', '0:run', '0:run', '1:arrive']);
  });

  test('one that is pending when its CPU is idle runs in ksoftirqd', () => {
    const scenario = machine([actor('process', [mask('bh-off'), call]), actor('softirq', [lock(0), unlock(0)])]);
    expect(reach(scenario).some((s) => s.actors[0].status === 'done' && s.actors[1].status === 'done')).toBe(true);
  });

  test('pending ones run in the order of their vectors', () => {
    const scenario = machine([actor('process', [mask('bh-off'), lock(0), unlock(0), mask('bh-on')]), actor('softirq', [lock(1), unlock(1)], { vector: 'rcu' }), actor('softirq', [lock(1), unlock(1)], { vector: 'timer' })]);
    let s = initialState(scenario);
    for (const [kind, actor] of [['run', 0], ['arrive', 1], ['arrive', 2], ['run', 0], ['run', 0], ['run', 0]] as const) s = apply(scenario, s, { kind, actor }).state;
    expect(s.stacks[0]).toEqual([0, 2]);
  });

  test('a tasklet does not run beside itself on another CPU; a timer softirq may', () => {
    const both = (serial: boolean): boolean => {
      const one = { function: 'reap', serial };
      return reach(machine([actor('softirq', [lock(0), unlock(0)], one), actor('softirq', [lock(1), unlock(1)], { ...one, cpu: 1 })])).some((s) => s.actors[0].status === 'on-cpu' && s.actors[1].status === 'on-cpu');
    };
    expect([both(true), both(false)]).toEqual([false, true]);
  });

  test('an RCU callback waits for every reader that was inside when it was queued', () => {
    const scenario = machine([actor('process', [rcu(1), lock(0), unlock(0), rcu(-1)]), actor('process', [{ ...place('call_rcu'), do: 'queue-rcu', actor: 2 }], { cpu: 1 }), actor('softirq', [lock(1), unlock(1)], { cpu: 1, vector: 'rcu', queued: true })]);
    expect(always(scenario, (s) => !(s.actors[2].status === 'on-cpu' && s.grace.get(2)!.length > 0))).toBe(true);
    expect(reach(scenario).some((s) => s.actors[2].status === 'done')).toBe(true);
    expect(always(machine(scenario.actors.map((a, i) => (i === 1 ? actor('process', [call], { cpu: 1 }) : a))), (s) => s.actors[2].status === 'absent')).toBe(true);
  });
});

describe('locks', () => {
  const conflict = (effect: IrqEffect, end: IrqEffect, context: Context, kinds: readonly LockKind[] = ['spinlock'], rest: Partial<Acquire> = {}): BadKind | undefined =>
    bad(machine([actor('process', [lock(0, effect), unlock(0, end)]), actor(context, [lock(0, 'none', rest), unlock(0, 'none', rest.mode)])], { kinds }));

  test.each([
    ['none', 'none', 'softirq', 'deadlock'], ['bh-off', 'bh-on', 'softirq', undefined], ['irq-save', 'irq-restore', 'softirq', undefined],
    ['bh-off', 'bh-on', 'hardirq', 'deadlock'], ['irq-off', 'irq-on', 'hardirq', undefined], ['irq-save', 'irq-restore', 'nmi', 'deadlock'],
  ] as const)('spinlock with %s … %s against %s: %s', (effect, end, context, expected) => {
    expect(conflict(effect, end, context)).toBe(expected);
  });

  test('a trylock in the interrupt fails and goes round its section', () => {
    expect(conflict('none', 'none', 'nmi', ['spinlock'], { waiting: 'try', otherwise: 3 })).toBeUndefined();
  });

  test('readers share; a reader in an interrupt passes a waiting writer, one in a task does not', () => {
    const read = lock(0, 'none', { mode: 'shared' });
    const readers = [actor('process', [read, unlock(0, 'none', 'shared')]), actor('softirq', [read, unlock(0, 'none', 'shared')]), actor('process', [lock(0), unlock(0)], { cpu: 1 })];
    expect(bad(machine(readers, { kinds: ['rwlock'] }))).toBeUndefined();
    const nested = [actor('process', [read, read, unlock(0, 'none', 'shared'), unlock(0, 'none', 'shared')]), actor('process', [lock(0), unlock(0)], { cpu: 1 })];
    expect(bad(machine(nested, { kinds: ['rwlock'] }))).toBe('deadlock');
  });

  test('a writer of a seqlock excludes like a spinlock; a bit spinlock and a raw one do too', () => {
    for (const kind of ['seqlock', 'bit_spinlock', 'raw_spinlock'] as const) expect(conflict('none', 'none', 'softirq', [kind]), kind).toBe('deadlock');
  });

  test('the waiter for a mutex gives up the CPU, so its owner on the same CPU can go on', () => {
    expect(bad(machine([actor('process', [lock(0), unlock(0)]), actor('process', [lock(0), unlock(0)])], { kinds: ['mutex'] }))).toBeUndefined();
  });

  test('a mutex may not be taken in atomic context', () => {
    const take = lock(0, 'none', { culprit: true });
    expect(bad(machine([actor('softirq', [take, unlock(0)])], { kinds: ['mutex'], bad: ['sleep-in-atomic'] }))).toBe('sleep-in-atomic');
    expect(bad(machine([actor('process', [take, unlock(0)])], { kinds: ['mutex'], bad: ['sleep-in-atomic'] }))).toBeUndefined();
  });

  test('taken in both orders on two CPUs: deadlock; in one order: none', () => {
    const orders = (a: readonly number[], b: readonly number[]): BadKind | undefined =>
      bad(machine([a, b].map((order, cpu) => actor('process', [lock(order[0]), lock(order[1]), unlock(order[1]), unlock(order[0])], { cpu }))));
    expect([orders([0, 1], [1, 0]), orders([0, 1], [0, 1])]).toEqual(['deadlock', undefined]);
  });

  test('the same lock taken elsewhere on the way is another finding', () => {
    const own = lock(0, 'bh-off', { culprit: true });
    const twice = (first: readonly Action[]): BadKind | undefined => bad(machine([actor('process', [...first, own, unlock(0, 'bh-on')]), actor('softirq', [lock(0), unlock(0)])]));
    const scenario = machine([actor('process', [lock(0), unlock(0), own, unlock(0, 'bh-on')]), actor('softirq', [lock(0), unlock(0)])]);
    expect(explainNone(scenario, explore(scenario))).toMatch(/all \d+ states that can be reached were tried\. In some, f\(\) waits for ever for lock0: that is another finding/);
    expect([twice([lock(0), unlock(0)]), bad(machine([actor('process', [lock(0), unlock(0)]), actor('softirq', [lock(0), unlock(0)])]))]).toEqual([undefined, 'deadlock']);
  });

  test('nor is it this finding that somebody waits for one who waits for himself', () => {
    const other = (program: readonly Action[]): BadKind | undefined => bad(machine([actor('process', [lock(1), lock(0, 'none', { culprit: true }), unlock(0), unlock(1)]), actor('process', program, { cpu: 1 })]));
    expect([other([lock(0), lock(0), unlock(0), unlock(0)]), other([lock(0), lock(1), unlock(1), unlock(0)])]).toEqual([undefined, 'deadlock']);
  });

  test('a lock that is never released stops whoever comes next', () => {
    expect(bad(machine([actor('process', [lock(0)]), actor('process', [lock(0), unlock(0)], { cpu: 1 })]))).toBe('deadlock');
  });

  test('a local lock only masks, but for PREEMPT_RT', () => {
    const scenario = (preemption: Scenario['preemption']): BadKind | undefined => bad(machine([actor('process', [lock(0), lock(0, 'none', { culprit: true }), unlock(0), unlock(0)])], { kinds: ['local_lock'], preemption }));
    expect([scenario('full'), scenario('rt')]).toEqual([undefined, 'deadlock']);
  });
});

describe('sleeping', () => {
  const asleep = (before: readonly Action[], rest: Partial<Actor> = {}): BadKind | undefined => bad(machine([actor('process', [...before, sleep], rest)], { bad: ['sleep-in-atomic'] }));
  test.each([
    ['nothing', [], undefined], ['a spinlock', [lock(0)], 'sleep-in-atomic'], ['hardirqs off', [mask('irq-off')], 'sleep-in-atomic'], ['softirqs off', [mask('bh-off')], 'sleep-in-atomic'],
    ['preemption off', [mask('preempt-off')], 'sleep-in-atomic'], ['an RCU reader', [rcu(1)], 'sleep-in-atomic'], ['a section that is over', [lock(0), unlock(0)], undefined],
  ] as const)('with %s: %s', (_, before, expected) => {
    expect(asleep(before)).toBe(expected);
  });
});

describe('waiting for a callback', () => {
  test('that wants a lock held here: deadlock; that does not: none', () => {
    const scenario = (id: number): BadKind | undefined => bad(machine([actor('process', [lock(0), wait(1), unlock(0)]), actor('softirq', [lock(id), unlock(id)], { cpu: 1 })]));
    expect([scenario(0), scenario(1)]).toEqual(['deadlock', undefined]);
  });

  test('from within it: deadlock', () => {
    expect(bad(machine([actor('softirq', [wait(0)])]))).toBe('deadlock');
  });

  test('that has not begun cancels it', () => {
    const scenario = machine([actor('process', [wait(1)]), actor('softirq', [lock(0), unlock(0)])]);
    expect(reach(scenario).some((s) => s.actors[1].status === 'cancelled')).toBe(true);
  });
});

describe('PREEMPT_RT', () => {
  const softirqAgainstTask = (preemption: Scenario['preemption'], kind: LockKind): BadKind | undefined =>
    bad(machine([actor('process', [lock(0), unlock(0)]), actor('softirq', [lock(0), unlock(0)], { hard: false })], { preemption, kinds: [kind] }));

  test('spinlocks sleep and softirqs are threads: the owner goes on', () => {
    expect([softirqAgainstTask('full', 'spinlock'), softirqAgainstTask('rt', 'spinlock')]).toEqual(['deadlock', undefined]);
  });

  test('a spinlock masks no hardirqs; another one may be waited for under it, under a raw one not', () => {
    const under = (kinds: readonly LockKind[], effect: IrqEffect): BadKind | undefined =>
      bad(machine([actor('process', [lock(1, effect), lock(0, 'none', { culprit: true }), unlock(0), unlock(1, effect === 'irq-save' ? 'irq-restore' : 'none')])], { preemption: 'rt', kinds, bad: ['sleep-in-atomic'] }));
    expect([under(['spinlock', 'spinlock'], 'irq-save'), under(['spinlock', 'raw_spinlock'], 'none'), under(['mutex', 'spinlock'], 'none')]).toEqual([undefined, 'sleep-in-atomic', 'sleep-in-atomic']);
  });

  test('an RCU reader and a section with softirqs off may wait for a spinlock, and the reader may not sleep', () => {
    const inside = (begin: Action, what: Action): BadKind | undefined => bad(machine([actor('process', [begin, what])], { preemption: 'rt', bad: ['sleep-in-atomic'] }));
    const take = lock(0, 'none', { culprit: true });
    expect([inside(rcu(1), take), inside(mask('bh-off'), take), inside(rcu(1), sleep)]).toEqual([undefined, undefined, 'sleep-in-atomic']);
  });

  test('handlers are threads unless they are hard', () => {
    const scenario = (hard: boolean): BadKind | undefined => bad(machine([actor('process', [lock(0), unlock(0)]), actor('hardirq', [lock(0), unlock(0)], { hard, irqs: !(!hard) })], { preemption: 'rt', kinds: ['raw_spinlock'] }));
    expect([scenario(true), scenario(false)]).toEqual(['deadlock', undefined]);
  });
});

describe('masks', () => {
  const irregular = (context: Context, program: readonly Action[], kinds: readonly BadKind[]): BadKind | undefined => bad(machine([actor(context, program)], { bad: kinds }));

  test('enabling hardirqs where an outer section has them off', () => {
    expect(irregular('hardirq', [lock(0, 'irq-off'), unlock(0, 'irq-on')], ['irqs-enabled'])).toBe('irqs-enabled');
    expect(irregular('process', [lock(0, 'irq-off'), unlock(0, 'irq-on')], ['irqs-enabled'])).toBeUndefined();
    expect(irregular('hardirq', [lock(0, 'irq-save'), unlock(0, 'irq-restore')], ['irqs-enabled'])).toBeUndefined();
  });

  test('unmasking softirqs with hardirqs off', () => {
    expect(irregular('hardirq', [lock(0, 'bh-off', { culprit: true }), unlock(0, 'bh-on')], ['bh-with-irqs-off'])).toBe('bh-with-irqs-off');
    expect(irregular('process', [lock(0, 'bh-off', { culprit: true }), unlock(0, 'bh-on')], ['bh-with-irqs-off'])).toBeUndefined();
  });

  test('unmasking where another acquisition ends is another finding', () => {
    expect(irregular('hardirq', [lock(1, 'bh-off'), unlock(1, 'bh-on'), lock(0, 'none', { culprit: true }), unlock(0)], ['bh-with-irqs-off'])).toBeUndefined();
  });

  test('what an acquisition masked and its release did not unmask', () => {
    expect(irregular('process', [lock(0, 'irq-save'), unlock(0, 'none')], ['irqs-left-off'])).toBe('irqs-left-off');
    expect(irregular('process', [lock(0, 'bh-off'), unlock(0, 'none')], ['unbalanced'])).toBe('unbalanced');
    expect(irregular('process', [lock(0)], ['lock-held-at-exit'])).toBe('lock-held-at-exit');
  });
});

describe('rqspinlock', () => {
  const resilient = lock(0, 'irq-save', { waiting: 'resilient', otherwise: 3 });
  const section = [resilient, unlock(0, 'irq-restore')];
  const shared = (kernel: string): Scenario => machine([actor('process', section), actor('nmi', section)], { kernel, kinds: ['rqspinlock'], bad: ['stall', 'deadlock'] });

  test.each([['6.15', 'stall'], ['6.17.12', 'stall'], ['6.18.1', 'stall'], ['6.17.13', undefined], ['6.18.2', undefined], ['6.19', undefined], ['7.3', undefined]] as const)('an NMI between the word and the record, on %s: %s', (kernel, expected) => {
    expect(bad(shared(kernel))).toBe(expected);
  });

  test('the stall takes 250 ms of virtual time, then the NMI fails and the task goes on', () => {
    const scenario = { ...shared('6.15'), bad: [] };
    const ends = reach(scenario).filter((s) => s.actors.every((a) => a.status === 'done'));
    expect(new Set(ends.map((s) => s.time))).toEqual(new Set([0, 1, 250]));
  });

  test('two locks: the NMI and the task do not meet', () => {
    const other = [lock(1, 'irq-save', { waiting: 'resilient', otherwise: 3 }), unlock(1, 'irq-restore')];
    expect(bad(machine([actor('process', section), actor('nmi', other)], { kernel: '6.15', kinds: ['rqspinlock', 'rqspinlock'], bad: ['stall'] }))).toBeUndefined();
  });

  test('both orders on two CPUs end in -EDEADLK, not in a deadlock', () => {
    const order = (a: number, b: number): Action[] => [lock(a, 'none', { waiting: 'resilient', otherwise: 5 }), lock(b, 'none', { waiting: 'resilient', otherwise: 4 }), unlock(b), unlock(a)];
    const scenario = machine([actor('process', order(0, 1)), actor('process', order(1, 0), { cpu: 1 })], { kinds: ['rqspinlock', 'rqspinlock'] });
    expect(bad(scenario)).toBeUndefined();
    expect(reach(scenario).some((s) => s.actors.every((a) => a.status === 'done') && s.time > 0)).toBe(true);
  });
});

describe('BPF', () => {
  const guarded: Action[] = [{ ...place('busy'), do: 'guard', guard: 0, by: 1, otherwise: 4 }, call, { ...place('idle'), do: 'guard', guard: 0, by: -1, otherwise: 0 }];

  test('a busy counter keeps another task on the same CPU out, though nothing recurses', () => {
    const tasks = (cpu: number, preemption: Scenario['preemption']): BadKind | undefined => bad(machine([actor('process', guarded), actor('process', guarded, { cpu })], { preemption, bad: ['spurious-busy'] }));
    expect([tasks(0, 'full'), tasks(0, 'none'), tasks(1, 'full')]).toEqual(['spurious-busy', undefined, undefined]);
  });

  test('real recursion finds it busy as well, and rightly', () => {
    expect(bad(machine([actor('process', guarded), actor('nmi', guarded)], { bad: ['spurious-busy'] }))).toBeUndefined();
  });

  test('an rqspinlock is not preempted while it is held: nothing fails without recursion, and recursion does', () => {
    const section = [lock(0, 'irq-save', { waiting: 'resilient', otherwise: 3, culprit: true }), unlock(0, 'irq-restore')];
    const kinds: LockKind[] = ['rqspinlock'];
    expect(bad(machine([actor('process', section), actor('process', section)], { kinds, bad: ['helper-failed'] }))).toBeUndefined();
    expect(bad(machine([actor('nmi', section), actor('process', section)], { kinds, bad: ['helper-failed'] }))).toBe('helper-failed');
  });

  const invoke: Action = { ...place('reaches'), do: 'invoke', actor: 0 };
  /** A program that wants a lock, attached to code that holds it, or has given it back. */
  const attached = (outer: readonly Action[], kind: LockKind, badKind: BadKind, rest: Partial<Acquire> = {}): BadKind | undefined =>
    bad(machine([actor('process', [lock(0, 'none', { ...rest, culprit: true }), unlock(0)], { nested: true }), actor('process', outer)], { kinds: [kind], bad: [badKind] }));

  test('a program inside the lock that it wants spins for ever; one behind it does not', () => {
    expect(attached([lock(0), invoke, unlock(0)], 'raw_spinlock', 'deadlock')).toBe('deadlock');
    expect(attached([lock(0), unlock(0), invoke], 'raw_spinlock', 'deadlock')).toBeUndefined();
  });

  test('in an rqspinlock it fails; where the lock is taken and not yet recorded it stalls, until the order was mended', () => {
    const resilient: Partial<Acquire> = { waiting: 'resilient', otherwise: 3 };
    const at = (kernel: string, badKind: BadKind): BadKind | undefined =>
      bad(machine([actor('process', [lock(0, 'none', { ...resilient, culprit: true }), unlock(0)], { nested: true }), actor('process', [lock(0, 'none', { ...resilient, runs: 0 }), unlock(0)])], { kinds: ['rqspinlock'], bad: [badKind], kernel }));
    expect(attached([lock(0, 'none', resilient), invoke, unlock(0)], 'rqspinlock', 'helper-failed', resilient)).toBe('helper-failed');
    expect([at('6.16', 'stall'), at('6.19', 'stall'), at('6.19', 'helper-failed')]).toEqual(['stall', undefined, 'helper-failed']);
  });

  test('a full LRU map loses an element, even on an update of a key that is there', () => {
    const update = (key: string): Action => ({ ...place(`update ${key}`), do: 'update', map: 0, key, culprit: true });
    const lost = (keys: readonly string[]): BadKind | undefined => bad(machine([actor('process', keys.map(update))], { bad: ['element-lost'], maps: [{ name: 'flows', capacity: 2, keys: [] }] }));
    expect([lost(['a', 'b']), lost(['a', 'b', 'c']), lost(['a', 'b', 'b'])]).toEqual([undefined, 'element-lost', 'element-lost']);
  });
});
