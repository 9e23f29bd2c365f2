/** What a person asks about code on the screen: who runs a function, what it takes, who else takes that. Plain data that crosses threads; places as in findings. */

import type { BpfSectionRow } from '../knowledge/bpf-types.ts';
import type { Context, LockKind } from '../knowledge/types.ts';
import type { Switch } from '../analysis/contexts.ts';
import type { Witness } from '../analysis/witness.ts';
import type { Location } from '../source/location.ts';

/** First and last line, 1-based. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** What stands above a function: much less than its outline. */
export interface FunctionHead {
  readonly name: string;
  /** The name in the definition. */
  readonly location: Location;
  readonly contexts: readonly Pick<ContextOutline, 'context' | 'label'>[];
}

/** Functions of a file, in order of their place. */
export interface FileOutline {
  readonly path: string;
  readonly functions: readonly FunctionOutline[];
}

export interface FunctionOutline {
  readonly name: string;
  /** The name in the definition. */
  readonly location: Location;
  /** Last line of the body. */
  readonly endLine: number;
  /** The ways in which it can run; none: nothing that was read calls it from a known entry point. */
  readonly contexts: readonly ContextOutline[];
  /** In order of their place, one for each call that takes a lock. */
  readonly acquisitions: readonly AcquisitionOutline[];
  /** Set on BPF programs. */
  readonly bpf?: BpfOutline;
}

/** State on entry and its proof. */
export interface ContextOutline extends StateOutline {
  /** `softirq (timer)`, `process, hardirqs off`. */
  readonly label: string;
  readonly tentative: boolean;
  readonly witness: Witness;
}

export interface StateOutline {
  readonly context: Context;
  readonly irqs: Switch;
  readonly bh: Switch;
  readonly atomic: boolean | 'unknown';
}

export interface AcquisitionOutline {
  /** The call; `lock` is the expression of the lock in it. */
  readonly location: Location;
  readonly lock: Location;
  /** As written: `&foo->lock`. */
  readonly text: string;
  /** `struct foo.lock`; '' when it is not known. */
  readonly lockClass: string;
  readonly api: string;
  readonly kind: LockKind;
  /** A callee takes it; `api` is what that uses. */
  readonly isIndirect: boolean;
  /** Classes held already. */
  readonly held: readonly string[];
  /** Distinct states in which it is made. */
  readonly states: readonly StateOutline[];
}

export interface BpfOutline {
  /** As in `SEC()`. */
  readonly section: string;
  /** `KPROBE`, …; '' where the section is not known. */
  readonly program: string;
  /** Where the kernel runs it, in words; '' where the section is not known. */
  readonly where: string;
  readonly sleepable: boolean;
  /** `runs`: a hardware event enters it in NMI. `target`: if what it is attached to runs there. */
  readonly nmi: BpfSectionRow['nmi'] | 'unknown';
}

/** A lock class and every place that takes it. */
export interface LockClassOutline {
  readonly name: string;
  readonly kind: LockKind;
  /** Lockdep's four usage characters in braces, `{+.?.}`: hardirq, hardirq-read, softirq, softirq-read; '' for what lockdep does not track so. */
  readonly usage: string;
  readonly takers: readonly Taker[];
}

/** One acquisition in one state. */
export interface Taker extends StateOutline {
  readonly label: string;
  readonly function: string;
  readonly api: string;
  /** The lock expression. */
  readonly location: Location;
}

/** A function by what an editor knows of it. */
export interface FunctionName {
  readonly path: string;
  readonly name: string;
}

/** A caller or callee, and the calls between, each in a state that some proved context carries there. */
export interface CallOutline {
  readonly function: FunctionName;
  readonly location: Location;
  readonly endLine: number;
  /** Labels of the contexts that come along. */
  readonly labels: readonly string[];
  /** The calls, in the caller's file. */
  readonly calls: readonly Location[];
}
