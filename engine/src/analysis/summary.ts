/** What a function does, as its callers see it. */

import type { LockRow, SleepRow, SyncWaitRow } from '../knowledge/types.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId } from '../program/types.ts';
import type { Conditions } from './conditions.ts';
import type { Dropped, Held, Irq, State } from './state.ts';

/** One way to return. */
export interface Exit {
  readonly held: readonly Held[];
  readonly dropped: readonly Dropped[];
  /** Ends an RCU read-side section of its caller's. What begins one leaves no trace: callers are seldom told whether it did. */
  readonly endsRcu: boolean;
  readonly irq: Irq;
  readonly restored: string;
  readonly bh: number;
  readonly preempt: number;
  /** Flags saved through a pointer parameter. */
  readonly saved: ReadonlyMap<string, Irq>;
  readonly quiesced: number;
  readonly armed: number;
  readonly contexts: number;
  readonly slept: boolean;
  readonly levels: number;
  /** Truth of the value returned: 'T', 'F', 'N' or '' if not known. */
  readonly value: string;
  /** Assumptions about parameters that this path made. */
  readonly conditions: Conditions;
  readonly operation: number;
}

/** The way from a function to something it does, call by call. */
export interface Chain {
  /** Call operation in the function that owns this link. */
  readonly operation: number;
  readonly callee?: FunctionId;
  readonly next?: Chain;
  readonly depth: number;
}

/** An effect reached from a function's entry, under conditions on its parameters. */
export interface Reached {
  readonly chain: Chain;
  readonly conditions: Conditions;
  /** Keys of the caller's locks that were released before it. */
  readonly dropped: readonly string[];
  readonly contexts: number;
  /** Only where an object's last reference is dropped on the way. */
  readonly lastReference: boolean;
}

export interface ReachedAcquisition extends Reached {
  readonly lock: LockReference;
  readonly row: LockRow;
  readonly subclass: string;
  /** Masks at the acquisition, relative to the entry of the function that owns this record. */
  readonly irq: Irq;
  readonly bh: number;
}

export interface ReachedSleep extends Reached {
  readonly row: SleepRow;
  /** Sleeps only if this parameter is a blocking gfp mask. */
  readonly gfpParameter?: number;
  /** Hardirqs at the call, relative to entry: a path that found them on is not one of a caller that has them off. */
  readonly irq: Irq;
}

export interface ReachedWait extends Reached {
  readonly row: SyncWaitRow;
  readonly object: LockReference;
  /** Last name in the object's expression. */
  readonly objectName: string;
}

/** A call, once for each distinct state in which it is made. */
export interface CallEvent {
  readonly operation: number;
  readonly call: number;
  readonly callees: readonly FunctionId[];
  readonly state: State;
  /** The callees come from a struct member or variable, not from a name. */
  readonly indirect: boolean;
}

/** An acquisition by this function or, where only this function knows the class, by a callee. */
export interface AcquireEvent {
  readonly operation: number;
  readonly call: number;
  readonly lock: LockReference;
  readonly row: LockRow;
  readonly state: State;
  readonly chain: Chain;
  readonly subclass: string;
}

/** Something wrong that one function shows by itself, or would if entered with interrupts off. */
export interface Irregularity {
  readonly kind: 'mismatched-unlock' | 'irq-enable' | 'bh-with-irqs-off' | 'recursion' | 'leak' | 'kept' | 'relieved' | 'unpaired' | 'unchecked' | 'sleep';
  readonly operation: number;
  readonly held?: Held;
  readonly lock?: LockReference;
  readonly row?: LockRow;
  readonly state: State;
  readonly chain?: Chain;
  readonly detail: string;
}

export interface FunctionFlow {
  readonly exits: readonly Exit[];
  /** Without calls that only reach functions that lead nowhere. */
  readonly calls: readonly CallEvent[];
  /** Those of them made with a lock held or something masked by this function. */
  readonly guardedCalls: readonly CallEvent[];
  readonly acquisitions: readonly AcquireEvent[];
  readonly irregularities: readonly Irregularity[];
  readonly reachedAcquisitions: readonly ReachedAcquisition[];
  readonly reachedSleeps: readonly ReachedSleep[];
  readonly reachedWaits: readonly ReachedWait[];
  /** Acquisitions whose lock has no class. */
  readonly unknownLocks: number;
  readonly unresolvedCalls: number;
  /** A call that is not among `calls` is made where the path has slept. */
  readonly sleptBeforeCall: boolean;
  /** No call path from here reaches a lock, mask, sleep or wait: where it runs matters to no finding. Only told when nothing but findings is wanted. */
  readonly leadsNowhere: boolean;
}
