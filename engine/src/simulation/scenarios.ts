/** What each rule's finding looks like on CPUs: who runs where, and which bad state proves it. */

import { atomicReason, Irq } from '../analysis/state.ts';
import type { Analysis } from '../analysis/types.ts';
import { acquisitionSteps, locateFunction, nameOf, witnessOf, type Witness } from '../analysis/witness.ts';
import type { SyncWaitRow } from '../knowledge/types.ts';
import type { Finding } from '../rules/types.ts';
import { defaultBounds, explore, type Exploration } from './explore.ts';
import { actorOf, LockTable, type LastPlace, type Traced } from './actors.ts';
import type { Accepts, Conditions } from './trace.ts';
import type { Action, BadKind, Bounds, Scenario } from './types.ts';

/** A scenario, or why there is none. */
export type Built = Scenario | { readonly reason: string };

/** One witness on one CPU. */
interface Part extends Conditions {
  readonly witness: Witness;
  readonly cpu: number;
  readonly last?: LastPlace;
  /** Locks that the way leaves with stay taken. */
  readonly keeps?: boolean;
  /** Only the last lock is the one of the other parts. */
  readonly apart?: boolean;
}

interface Plan {
  readonly parts: readonly Part[];
  readonly bad: readonly BadKind[];
  /** Kernel release that decides how rqspinlocks behave; the newest unless said. */
  readonly kernel?: string;
  /** The results of the last acquisitions are dropped. */
  readonly unchecked?: boolean;
}

/** Plans in the order in which they are tried, or why there is none. */
type Planner = (analysis: Analysis, finding: Finding) => Plan | readonly Plan[] | { readonly reason: string };

/** The first scenario that goes wrong; where none does, the first that can be built. */
export function scenarioOf(analysis: Analysis, finding: Finding): Built {
  const chosen = exploreFinding(analysis, finding);
  return 'reason' in chosen ? chosen : chosen.scenario;
}

export interface Explored {
  readonly scenario: Scenario;
  readonly found: Exploration;
}

export function exploreFinding(analysis: Analysis, finding: Finding, bounds: Bounds = defaultBounds): Explored | { readonly reason: string } {
  const planner = planners[finding.rule];
  if (!planner) return { reason: `there is no scenario for ${finding.rule}` };
  const planned = planner(analysis, finding);
  if ('reason' in planned) return planned;
  let first: Explored | undefined;
  let reason = '';
  for (const plan of ('parts' in planned ? [planned] : planned).flatMap(withVariant)) {
    const scenario = build(analysis, plan);
    if ('reason' in scenario) {
      reason ||= scenario.reason;
      continue;
    }
    const found = explore(scenario, bounds);
    if (found.bad) return { scenario, found };
    first ??= { scenario, found };
  }
  return first ?? { reason };
}

/** Locks of objects that exist many times may be others on the other side: only those that the witnesses name are surely the same. */
function withVariant(plan: Plan): Plan[] {
  if (plan.parts.length < 2 || plan.parts.some((p) => p.apart)) return [plan];
  return [plan, { ...plan, parts: plan.parts.map((part, i) => (i > 0 ? { ...part, apart: true } : part)) }];
}

function build(analysis: Analysis, plan: Plan): Built {
  const table = new LockTable();
  const traced: Traced[] = [];
  for (const { witness, cpu, last, ...options } of plan.parts) {
    const part = actorOf(analysis, witness, table, cpu, last ?? { is: 'lock' }, options);
    if ('blocked' in part) return { reason: `no way through ${part.blocked}() agrees with what the witness's calls pass and what the finding says of masks` };
    traced.push(part);
  }
  const lastOf = (i: number): number => traced[i].stepAction.get(plan.parts[i].witness.steps.length - 1) ?? 0;
  const actors = traced.map(({ actor }, i) => ({ ...actor, program: actor.program.map((action, n) => (n === lastOf(i) ? blamed(action, i === 0, plan.unchecked) : action)) }));
  const action = actors[0].program[lastOf(0)];
  const lock = action.do === 'acquire' || action.do === 'release' ? action.lock : -1;
  return { cpus: Math.max(...plan.parts.map((p) => p.cpu)) + 1, preemption: 'full', kernel: plan.kernel ?? NEWEST, locks: table.specs, actors, bad: plan.bad, capacities: [], culprit: { actor: 0, action: lastOf(0), lock } };
}

const NEWEST = '7.3';

/** The first witness ends in what the finding is about. A result that is dropped leads on as if the lock were held. */
function blamed(action: Action, isFirst: boolean, unchecked = false): Action {
  if (action.do === 'acquire' && unchecked) return { ...action, otherwise: undefined };
  return isFirst ? { ...action, culprit: true } : action;
}

const withIrqsOn: Accepts = (state) => state.irq !== Irq.Off;
/** The shortest way to a call may be one that masks nothing. */
const isAtomic: Accepts = (state) => atomicReason(state) !== undefined;
const withSoftirqsOn: Accepts = (state) => state.irq !== Irq.Off && state.bh <= 0;

/** A stall depends on the kernel: those asked for, or the first that has resilient locks. */
function ringbufPlan(_: Analysis, finding: Finding): readonly Plan[] {
  const kernels = finding.kernels?.length ? finding.kernels : [FIRST_RESILIENT];
  return kernels.map((kernel) => ({ parts: mapParts(finding, 'rqspinlock'), bad: ['stall'], kernel }));
}

const FIRST_RESILIENT = '6.15';

function mapPlan(_: Analysis, finding: Finding): Plan | { readonly reason: string } {
  if (finding.witnesses.length < 2) return { reason: `nothing else that was read holds the lock of ${finding.lockClass} meanwhile: a program of another object may` };
  return { parts: mapParts(finding, 'raw_spinlock'), bad: ['deadlock'] };
}

/** Both sides up to the helper's call; what the helper does inside the kernel is known by its row. */
function mapParts({ witnesses, lockClass }: Finding, kind: 'rqspinlock' | 'raw_spinlock'): Part[] {
  return witnesses.slice(0, 2).map((witness) => {
    const end = witness.steps.findIndex((step) => step.what.includes(`() on ${lockClass}`));
    return { witness: { ...witness, steps: witness.steps.slice(0, end + 1) }, cpu: 0, last: { is: 'map', name: lockClass, kind } };
  });
}

const planners: Readonly<Record<string, Planner>> = {
  'softirq-unsafe-lock': (_, { witnesses: [unsafe, safe] }) => ({ parts: [{ witness: unsafe, cpu: 0, accepts: withSoftirqsOn }, { witness: safe, cpu: 0 }], bad: ['deadlock'] }),
  'hardirq-unsafe-lock': (analysis, { witnesses: [first, second] }) =>
    waitRowOf(analysis, first)
      ? { parts: [{ witness: first, cpu: 0, last: { is: 'wait', actor: 1, sleeps: false } }, { witness: second, cpu: 0 }], bad: ['deadlock'] }
      : { parts: [{ witness: first, cpu: 0, accepts: withIrqsOn }, { witness: second, cpu: 0 }], bad: ['deadlock'] },
  'nmi-unsafe-lock': nmiPlan,
  'bpf-nmi-map-op': mapPlan,
  'bpf-shared-ringbuf': ringbufPlan,
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
  const holders = [...(other ? [other] : []), ...otherTakers(analysis, lockClass)];
  if (!holders.length) return { reason: `nothing else that was read takes ${lockClass}: there is no owner that the NMI could interrupt` };
  return holders.map((holder) => ({ parts: [{ witness: inNmi, cpu: 0 }, { witness: holder, cpu: 0 }], bad: ['deadlock'] }));
}

const MAX_TAKERS = 4;

function otherTakers(analysis: Analysis, lockClass: string): Witness[] {
  const { program, contexts, usages, flowOf } = analysis;
  const proved = [...usages].flatMap(([cls, all]) => (cls.name === lockClass ? all : [])).filter((u) => u.node.context !== 'nmi');
  const found = proved.slice(0, MAX_TAKERS).map((u) => witnessOf(program, u.node, acquisitionSteps(program, u.function, u.event)));
  if (found.length) return found;
  // An NMI interrupts whatever runs: a taker whose context nobody proved will do.
  return program.table.functions.flatMap(({ id }) => {
    const event = contexts.of(id).length ? undefined : flowOf(id).acquisitions.find((a) => a.lock.class?.name === lockClass);
    return event ? [{ context: 'process' as const, label: 'any caller', entry: { function: nameOf(program, id), location: locateFunction(program, id), via: 'a caller' }, steps: acquisitionSteps(program, id, event) }] : [];
  }).slice(0, MAX_TAKERS);
}

/** The callback runs on another CPU while this one waits for it; or a callback waits for itself. */
function waitPlan(analysis: Analysis, { witnesses: [waiter, callback] }: Finding): Plan | { readonly reason: string } {
  const sleeps = !spinningWaits.has(waitRowOf(analysis, waiter)?.waitsFor ?? 'work');
  if (!callback && !waiter.steps.at(-1)?.what.startsWith('waits for itself')) return { reason: 'no context of the callback is proved' };
  if (!callback) return { parts: [{ witness: waiter, cpu: 0, last: { is: 'wait', actor: 0, sleeps } }], bad: ['deadlock'] };
  return { parts: [{ witness: waiter, cpu: 0, last: { is: 'wait', actor: 1, sleeps } }, { witness: callback, cpu: 1 }], bad: ['deadlock'] };
}

const spinningWaits: ReadonlySet<string> = new Set(['timer', 'hrtimer']);

/** The knowledge row of the wait that a witness ends in. */
function waitRowOf(analysis: Analysis, witness: Witness): SyncWaitRow | undefined {
  const api = /^waits for .* with (\w+)\(\)$/.exec(witness.steps.at(-1)?.what ?? '')?.[1];
  return api === undefined ? undefined : analysis.effects.waits.get(api);
}

