/** What each rule's finding looks like on CPUs: who runs where, and which bad state proves it. */

import { atomicReason, Irq } from '../analysis/state.ts';
import type { Analysis } from '../analysis/types.ts';
import { takersOutsideNmi } from '../analysis/takers.ts';
import type { Witness } from '../analysis/witness.ts';
import type { SyncWaitRow } from '../knowledge/types.ts';
import type { Finding } from '../rules/types.ts';
import { evictionPlan, mapPlan, recursionPlan, ringbufPlan } from './bpf-plans.ts';
import type { Plan, Planner } from './plan.ts';
import type { Accepts } from './trace.ts';

const withIrqsOn: Accepts = (state) => state.irq !== Irq.Off;
/** The shortest way to a call may be one that masks nothing. */
const isAtomic: Accepts = (state) => atomicReason(state) !== undefined;
const withSoftirqsOn: Accepts = (state) => state.irq !== Irq.Off && state.bh <= 0;

export const planners: Readonly<Record<string, Planner>> = {
  'softirq-unsafe-lock': (_, { witnesses: [unsafe, safe] }) => ({ parts: [{ witness: unsafe, cpu: 0, accepts: withSoftirqsOn }, { witness: safe, cpu: 0 }], bad: ['deadlock'] }),
  'hardirq-unsafe-lock': (analysis, { witnesses: [first, second] }) =>
    waitRowOf(analysis, first)
      ? { parts: [{ witness: first, cpu: 0, last: { is: 'wait', actor: 1, sleeps: false } }, { witness: second, cpu: 0 }], bad: ['deadlock'] }
      : { parts: [{ witness: first, cpu: 0, accepts: withIrqsOn }, { witness: second, cpu: 0 }], bad: ['deadlock'] },
  'nmi-unsafe-lock': nmiPlan,
  'bpf-nmi-map-op': mapPlan,
  'bpf-shared-ringbuf': ringbufPlan,
  'bpf-recursion': recursionPlan,
  'bpf-lru-eviction': evictionPlan,
  'irq-inversion': (_, { witnesses: [unsafe, dependency, safe] }) => ({ parts: [{ witness: unsafe, cpu: 0, accepts: safe.context === 'hardirq' ? withIrqsOn : withSoftirqsOn }, { witness: dependency, cpu: 1 }, { witness: safe, cpu: 0 }], bad: ['deadlock'] }),
  'lock-inversion': (_, { witnesses }) => ({ parts: witnesses.map((witness, cpu) => ({ witness, cpu })), bad: ['deadlock'] }),
  'recursive-lock': (_, { witnesses: [own] }) => ({ parts: [{ witness: own, cpu: 0 }], bad: ['deadlock'] }),
  'sleep-in-atomic': (_, { witnesses: [own] }) => [undefined, isAtomic].map((acceptsCall) => ({ parts: [{ witness: own, cpu: 0, last: { is: 'sleep' }, acceptsCall }], bad: ['sleep-in-atomic'] })),
  'sync-wait-deadlock': waitPlan,
  'unchecked-rqspinlock': (_, { witnesses: [own] }) => ({ parts: [{ witness: own, cpu: 0 }, { witness: own, cpu: 1, apart: true }], bad: ['unowned-release'], unchecked: true }),
  'bh-lock-in-hardirq': (_, { witnesses: [own] }) => ({ parts: [{ witness: own, cpu: 0 }], bad: ['bh-with-irqs-off'] }),
  'irq-enable-in-atomic': (_, { witnesses: [own] }) => ({ parts: [{ witness: own, cpu: 0 }], bad: ['irqs-enabled'] }),
  'mismatched-unlock': (_, { witnesses: [own] }) => ({ parts: [{ witness: own, cpu: 0 }], bad: ['irqs-left-off', 'unbalanced', 'bh-with-irqs-off', 'irqs-enabled', 'unowned-release'] }),
  'lock-leak': (_, { witnesses: [own] }) => ({ parts: [{ witness: own, cpu: 0, keeps: true }], bad: ['lock-held-at-exit'] }),
};

/** The NMI comes while another context holds the lock; any taker will do, a successful trylock too. */
function nmiPlan(analysis: Analysis, { witnesses: [inNmi, other], lockClass }: Finding): readonly Plan[] | { readonly reason: string } {
  const holders = [...(other ? [other] : []), ...takersOutsideNmi(analysis, lockClass)];
  if (!holders.length) return { reason: `nothing else that was read takes ${lockClass}: there is no owner that the NMI could interrupt` };
  return holders.map((holder) => ({ parts: [{ witness: inNmi, cpu: 0 }, { witness: holder, cpu: 0 }], bad: ['deadlock'] }));
}

/** The callback runs on another CPU while this one waits for it, and may wait for this one; or a callback waits for itself. */
function waitPlan(analysis: Analysis, { witnesses: [waiter, callback] }: Finding): Plan | { readonly reason: string } {
  const sleepsAtEnd = (witness: Witness): boolean => !spinningWaits.has(waitRowOf(analysis, witness)?.waitsFor ?? 'work');
  const sleeps = sleepsAtEnd(waiter);
  if (!callback && !waiter.steps.at(-1)?.what.startsWith('waits for itself')) return { reason: 'no context of the callback is proved' };
  if (!callback) return { parts: [{ witness: waiter, cpu: 0, last: { is: 'wait', actor: 0, sleeps } }], bad: ['deadlock'] };
  const back = waitRowOf(analysis, callback) && ({ is: 'wait', actor: 0, sleeps: sleepsAtEnd(callback) } as const);
  return { parts: [{ witness: waiter, cpu: 0, last: { is: 'wait', actor: 1, sleeps } }, { witness: callback, cpu: 1, ...(back && { last: back }) }], bad: ['deadlock'] };
}

const spinningWaits: ReadonlySet<string> = new Set(['timer', 'hrtimer']);

/** The knowledge row of the wait that a witness ends in. */
function waitRowOf(analysis: Analysis, witness: Witness): SyncWaitRow | undefined {
  const api = /^waits for .* with (\w+)\(\)$/.exec(witness.steps.at(-1)?.what ?? '')?.[1];
  return api === undefined ? undefined : analysis.effects.rowsOf(api).wait;
}

