/** A kernel report ("splat") as data: what the log says, before anybody judges it. All of it serialises to JSON. */

import type { Context } from '../knowledge/types.ts';

export type SplatKind =
  | 'inconsistent-lock-state' | 'irq-inversion' | 'circular-locking' | 'recursive-locking' | 'invalid-wait-context'
  | 'bad-unlock-balance' | 'lock-held-at-return' | 'held-lock-freed' | 'suspicious-rcu-usage'
  | 'soft-lockup' | 'hard-lockup' | 'rcu-stall' | 'hung-task'
  | 'sleeping-in-invalid-context' | 'scheduling-while-atomic'
  | 'spinlock-lockup' | 'spinlock-recursion' | 'spinlock-wrong-owner' | 'spinlock-bad-magic' | 'spinlock-already-unlocked'
  | 'bh-enable-with-irqs-off' | 'irq-restore-with-irqs-on';

export interface Frame {
  /** As the source names it: `.isra.0`, `.cold` and their like are taken off. */
  readonly function: string;
  /** Offset in the function and its size in bytes; absent where the log was decoded to lines. */
  readonly offset?: number;
  readonly size?: number;
  readonly module?: string;
  /** From a decoded log: the line of the call, not of the definition. */
  readonly file?: string;
  readonly line?: number;
  /** `?` in the log: found on the stack, perhaps left over from an earlier call. */
  readonly isGuess?: true;
  readonly isInline?: true;
  readonly context: Context;
}

export type StackRole =
  /** Where the report was made, or the task or CPU it is about. */
  | 'current'
  /** How a usage state came to be: `{SOFTIRQ-ON-W} state was registered at`. */
  | 'usage'
  /** A link of a chain of dependencies: `-> #1 (&a->lock)`. */
  | 'dependency'
  /** Where preemption or interrupts were masked last. */
  | 'masked';

export interface Stack {
  readonly role: StackRole;
  /** What the log prints above it, without a colon. */
  readonly title: string;
  /** `SOFTIRQ-ON-W`, `IN-HARDIRQ-W`, `INITIAL USE`. */
  readonly usage?: string;
  /** Lock class as printed. */
  readonly lockClass?: string;
  readonly cpu?: number;
  readonly task?: string;
  /** Innermost first. */
  readonly frames: readonly Frame[];
}

/** A lock as lockdep prints it: `(&foo->lock){+.?.}-{3:3}, at: foo_get+0x10/0x40`. */
export interface PrintedLock {
  /** Without the outer brackets: `&foo->lock`, `foo_lock`, `&(&foo->lock)->rlock`. */
  readonly lockClass: string;
  /** `+.?.`: one mark for each kind of use. */
  readonly usage?: string;
  /** `3:3`: inner and outer wait type. */
  readonly waitType?: string;
  /** Two locks of one class are told apart by it. */
  readonly address?: string;
  readonly at?: Frame;
}

export type LockRole =
  /** The one that is being taken. */
  | 'wanted'
  /** Held already, and named by the report itself. */
  | 'holding'
  /** Taken in interrupts; taken with interrupts on. */
  | 'safe' | 'unsafe'
  | 'released';

export interface NamedLock extends PrintedLock {
  readonly role: LockRole;
}

export interface HeldLocks {
  /** `comm/pid` as printed. */
  readonly task: string;
  readonly locks: readonly PrintedLock[];
}

export interface Splat {
  readonly kind: SplatKind;
  /** The line that gives the report its name, without prefixes. */
  readonly headline: string;
  /** 1-based lines of the log: the headline, and the last one that belongs to it. */
  readonly line: number;
  readonly endLine: number;
  /** How often the log repeats it. */
  readonly times: number;
  /** `kernel.release` as printed. */
  readonly kernel?: string;
  readonly task?: { readonly comm: string; readonly pid?: number };
  readonly cpu?: number;
  /** What the report says of its own context: `[HC0[0]:SC1[1]:HE1:SE0]`, `in_atomic()`, preempt_count. */
  readonly context?: Context;
  readonly irqs?: 'on' | 'off';
  /** `{SOFTIRQ-ON-W} -> {IN-SOFTIRQ-W}`. */
  readonly usage?: { readonly from: string; readonly to: string };
  readonly locks: readonly NamedLock[];
  readonly held: readonly HeldLocks[];
  readonly stacks: readonly Stack[];
  /** The printed table of CPUs, line by line, without the surrounding prose. */
  readonly scenario: readonly string[];
  /** Other things that this kind of report says: `stuckFor`, `at`, `owner`, `ownerCpu`, `lock`, `workqueue`. */
  readonly details: Readonly<Record<string, string>>;
}
