/** Scenarios, what the machine runs; and simulations, what it says of them. Both are plain data. */

import type { Context, IrqEffect, LockKind, SoftirqVector, SourceKind } from '../knowledge/types.ts';
import type { Location } from '../source/location.ts';

/** Index into `Scenario.actors`, `Scenario.locks`. */
export type ActorId = number;
export type LockId = number;

/** Where in the source an action stands, and what it does, as a fragment for people: `takes &x->lock with spin_lock()`. */
export interface Place {
  readonly function: string;
  readonly location: Location;
  readonly what: string;
  /** The finding's own action. */
  readonly culprit?: boolean;
}

/** What an acquisition does when the lock is busy: wait (spin or block), fail at once, or find a deadlock or time out (rqspinlock). */
export type Waiting = 'wait' | 'try' | 'resilient';

export interface Acquire extends Place {
  readonly do: 'acquire';
  readonly lock: LockId;
  readonly mode: 'exclusive' | 'shared';
  readonly effect: IrqEffect;
  /** Where the interrupt state is saved. */
  readonly slot: number;
  readonly waiting: Waiting;
  /** Where the program goes on when a `try` or `resilient` acquisition fails; undefined: as if it had the lock. */
  readonly otherwise?: number;
  /** Attached to the lock's own code: runs when the word is taken, before an rqspinlock that records late has recorded it. */
  readonly runs?: ActorId;
}

export interface Release extends Place {
  readonly do: 'release';
  readonly lock: LockId;
  readonly mode: 'exclusive' | 'shared';
  readonly effect: IrqEffect;
  readonly slot: number;
}

/** One action of a program; `enter` is always the first. The ones without effect (`enter`, `call`, `return`) only show the way. */
export type Action =
  | (Place & { readonly do: 'enter' })
  | Acquire
  | Release
  | (Place & { readonly do: 'call' })
  | (Place & { readonly do: 'return' })
  | (Place & { readonly do: 'mask'; readonly effect: IrqEffect; readonly slot: number })
  | (Place & { readonly do: 'rcu'; readonly by: 1 | -1 })
  | (Place & { readonly do: 'sleep' })
  /** Waits until `actor` has finished, if it has begun; one that has not begun is cancelled. */
  | (Place & { readonly do: 'wait'; readonly actor: ActorId; readonly sleeps: boolean })
  /** `call_rcu()`: `actor` may run once every reader that is inside now has left. */
  | (Place & { readonly do: 'queue-rcu'; readonly actor: ActorId })
  /** A per-CPU busy counter: entered only when nobody on this CPU is inside. */
  | (Place & { readonly do: 'guard'; readonly guard: number; readonly by: 1 | -1; readonly otherwise: number })
  /** Runs `actor` on top of this one, which goes on when it has returned: a program attached to what is called here. */
  | (Place & { readonly do: 'invoke'; readonly actor: ActorId })
  /** Updates one key of an LRU map. */
  | (Place & { readonly do: 'update'; readonly map: number; readonly key: string });

export interface Actor {
  /** `kworker`, `timer`, …: what runs, for people. */
  readonly name: string;
  /** Entry function and the registration that proves it. */
  readonly function: string;
  readonly via: string;
  readonly context: Context;
  readonly vector?: SoftirqVector;
  readonly source: SourceKind;
  readonly cpu: number;
  /** State on entry; `preempt`: the caller forbids sleeping. */
  readonly irqs: boolean;
  readonly bh: number;
  readonly preempt: number;
  readonly program: readonly Action[];
  /** May not start before `queue-rcu` names it. */
  readonly queued?: boolean;
  /** A hardirq handler that PREEMPT_RT does not thread. */
  readonly hard?: boolean;
  /** Runs only where an `invoke`, or an acquisition that `runs` it, says so; masks and context are those of the code that it runs in. */
  readonly nested?: boolean;
  /** Tasklets and the like: never runs beside itself, even on another CPU. */
  readonly serial?: boolean;
}

export interface LockSpec {
  /** As the finding names it. */
  readonly name: string;
  readonly kind: LockKind;
}

export interface MapSpec {
  readonly name: string;
  /** Elements that it holds when it is full. */
  readonly capacity: number;
  /** What it holds at first, the oldest first. */
  readonly keys: readonly string[];
}

/** `rt`: PREEMPT_RT. `none` and `voluntary` differ in nothing that is modelled: a task gives up the CPU when it blocks. */
export const preemptionModels = ['none', 'voluntary', 'full', 'rt'] as const;

export type Preemption = (typeof preemptionModels)[number];

/** What is wrong in a bad state. */
export type BadKind = 'deadlock' | 'stall' | 'sleep-in-atomic' | 'irqs-enabled' | 'irqs-left-off' | 'bh-with-irqs-off' | 'unbalanced' | 'lock-held-at-exit' | 'unowned-release' | 'helper-failed' | 'spurious-busy' | 'element-lost';

export interface Scenario {
  readonly cpus: number;
  readonly preemption: Preemption;
  /** How rqspinlocks behave: see `rqspinlock.ts`. */
  readonly kernel: string;
  readonly locks: readonly LockSpec[];
  readonly actors: readonly Actor[];
  /** Bad states that count. */
  readonly bad: readonly BadKind[];
  /** LRU maps. */
  readonly maps: readonly MapSpec[];
  /** The finding's own action and its lock, -1 for none: other mistakes on the way are other findings. */
  readonly culprit: { readonly actor: ActorId; readonly action: number; readonly lock: LockId };
}

export interface Settings {
  /** States explored before the machine gives up. */
  readonly states: number;
  readonly preemption: Preemption;
}

/** One line of the timeline: what happened, and the machine afterwards. */
export interface Step extends Place {
  readonly actor: ActorId;
  readonly cpu: number;
  readonly kind: 'arrive' | 'run' | 'wait' | 'held-off' | 'leave' | 'switch' | 'bad';
  /** Virtual time in milliseconds. */
  readonly time: number;
  readonly cpus: readonly CpuView[];
  /** By lock: who owns it and who waits for it. */
  readonly locks: readonly { readonly owners: readonly ActorId[]; readonly waiters: readonly ActorId[] }[];
  /** By LRU map: its keys, the oldest first. */
  readonly maps: readonly (readonly string[])[];
}

export interface CpuView {
  /** Bottom first. */
  readonly stack: readonly ActorId[];
  readonly irqs: boolean;
  readonly bh: boolean;
  readonly preemptible: boolean;
  /** Softirqs raised and not run. */
  readonly pending: readonly ActorId[];
}

export interface Run {
  /** Empty where no schedule reaches a bad state, but for a fixed scenario: there it is the fatal schedule as far as it goes. */
  readonly steps: readonly Step[];
  readonly bad: BadKind | 'none';
  /** What happened, in one sentence; for `none`: why nothing does. */
  readonly explanation: string;
  readonly states: number;
  /** All reachable states were seen. */
  readonly complete: boolean;
}

export interface Lane {
  readonly actor: ActorId;
  readonly cpu: number;
  readonly context: Context;
  /** `CPU0 softirq (timer)`. */
  readonly label: string;
  readonly function: string;
  readonly via: string;
}

/**
 * `edits`: an offered fix was applied to the text, the text analysed, and its programs run. `advice`: the finding's programs with what its rule
 * advises; `mended` then names a fix with which the finding is gone from the analysis, though its way could not be followed in the new text.
 */
export interface FixedRun extends Run {
  /** A fix may bring a lock or map of its own. */
  readonly locks: readonly LockSpec[];
  readonly maps: readonly string[];
  readonly by: 'edits' | 'advice';
  /** What was done, for people. */
  readonly title: string;
  readonly mended?: string;
}

/** All that hosts show. JSON-serialisable. */
export interface Simulation {
  readonly rule: string;
  readonly fingerprint: string;
  readonly message: string;
  readonly location: Location;
  readonly preemption: Preemption;
  /** The bad state was reached. */
  readonly reproduced: boolean;
  /** Why there is nothing to replay, or why it was not reached; '' when it was. */
  readonly reason: string;
  readonly lanes: readonly Lane[];
  readonly locks: readonly LockSpec[];
  /** LRU maps: names, by the order of a step's `maps`. */
  readonly maps: readonly string[];
  readonly run: Run;
  /** The fixed programs; undefined where nothing was reached. */
  readonly fixed?: FixedRun;
  /** As the kernel would report it; '' for what it does not report. */
  readonly splat: string;
}
