/** Row types of the knowledge tables: what the kernel's APIs do to locks, interrupt state and contexts. */

/** Who runs the code. Ordered: a later one interrupts an earlier one. */
export type Context = 'process' | 'softirq' | 'hardirq' | 'nmi';

/** The softirq vectors by number, include/linux/interrupt.h. */
export const softirqVectors = ['hi', 'timer', 'net_tx', 'net_rx', 'block', 'irq_poll', 'tasklet', 'sched', 'hrtimer', 'rcu'] as const;
export type SoftirqVector = (typeof softirqVectors)[number];

/** How sure a row is: `source` (call site read), `doc` (the kernel's own documentation), else weaker: never an error on such a row alone. */
export type Confidence = 'source' | 'doc' | 'default' | 'unverified' | 'heuristic';

/**
 * How an interrupting entry can be held off or not yet exist: a caller that has passed its `quiesced by` API cannot be interrupted by it.
 * `none` cannot be held off.
 */
export type SourceKind = 'irq' | 'napi' | 'timer' | 'hrtimer' | 'tasklet' | 'work' | 'transmit' | 'urb' | 'kthread' | 'sysfs' | 'debugfs' | 'proc' | 'open' | 'runtime' | 'none';

/** State on entry of a callback. */
export interface EntryContext {
  readonly context: Context;
  /** Hardirqs masked locally on entry. `unknown`: inherits or not traced; proves neither. */
  readonly irqs: 'on' | 'off' | 'unknown';
  /** Softirqs masked on entry (process only; softirq and up imply it). */
  readonly bh: 'on' | 'off' | 'unknown';
  /** The caller holds a spinlock or has preemption off: sleeping is a bug. `unknown`: proves neither. */
  readonly atomic: boolean | 'unknown';
  readonly vector?: SoftirqVector;
  readonly source: SourceKind;
  /** A device or module is being set up (probe, initcall): none of its own interrupt sources exists yet. */
  readonly setUp?: boolean;
  /** Whoever completes the work decides: others enter it as a task that may sleep. */
  readonly varies?: boolean;
  /** Nobody may sleep in it: no flag of a device or driver says otherwise, and its caller asks for none. */
  readonly always?: boolean;
  /** But not where its driver calls a function of this name, or sets a member so called: `nonatomic`. */
  readonly unless?: string;
  /** Few users enter it so, as IPsec does a cipher: a lock that is taken so and otherwise is a hint. */
  readonly seldom?: boolean;
  /** Sources that its caller has stopped for as long as it runs: transmission during ndo_open and ndo_stop, device interrupts in the noirq phase of suspend. */
  readonly heldOff?: readonly SourceKind[];
  /** A device that was shut is opened: what the function lets loose was held off until then. */
  readonly opens?: boolean;
  /** Locks the caller holds: a class by its name (`rtnl_mutex`, `input_dev.mutex`), or words for people only (`the uart port lock`). */
  readonly held?: readonly string[];
}

/** A callback handed to a function or macro: `request_irq(irq, HANDLER, …)`. */
export interface CallbackRow extends EntryContext {
  /** A function or macro; for BPF programs `SEC:` and the section or its beginning: the longest one that matches speaks. */
  readonly api: string;
  /** 0-based argument that is the callback (or the struct that holds it, see `field`). */
  readonly argument: number;
  /** The argument points to a struct whose member of this name is the callback: `register_netdevice_notifier(&nb)` → notifier_call, `queue_work(wq, &x->work)` → func, as INIT_WORK set it. */
  readonly field?: string;
  /** Token pasting: the callback is the argument followed by one of these: `DEVICE_ATTR_RW(x)` → x_show, x_store. */
  readonly suffixes?: readonly string[];
  /** Only if the argument `index` mentions one of `words`; stands before the row without, which speaks otherwise. E.g. hrtimer mode `*_SOFT`. */
  readonly when?: { readonly argument: number; readonly words: readonly string[] };
  /** 0-based argument naming the object the callback belongs to, for matching a synchronous wait: `timer_setup(&x->timer, …)` → 0; -1: the DEFINE_ macro's own name; absent: none. */
  readonly object?: number;
  /** The object is what the call returns, named by where that is kept: `x->task = kthread_run(…)`. */
  readonly isKept?: boolean;
  readonly confidence: Confidence;
  readonly group: string;
}

/** A call that calls back before it returns, in the state of its own caller: `kref_put(&x->kref, RELEASE)`, `idr_for_each(&x->idr, FN, data)`. No entry point. */
export interface SynchronousRow {
  readonly api: string;
  /** 0-based argument that is the callback. */
  readonly argument: number;
  /** 0-based argument naming a lock that the callback is entered with and releases: `kref_put_mutex(&x->kref, RELEASE, &lock)`. */
  readonly lock?: number;
  /** It calls back only when the last reference is dropped. */
  readonly lastReference?: boolean;
}

/** A struct member that holds a callback: `struct file_operations.open`. */
export interface MemberRow extends EntryContext {
  readonly struct: string;
  readonly member: string;
  /** Variables of the struct's type that the row does not speak of. */
  readonly except?: readonly string[];
  /** Where the calls of `apis` in the same folder all mention one of `words`, the callback runs in a work item instead: a completion queue says how it is polled. */
  readonly deferredBy?: { readonly apis: readonly string[]; readonly words: readonly string[] };
  /** Called after this member of the same table, and before what undoes it: what it returns with masked is masked here. */
  readonly after?: string;
  readonly confidence: Confidence;
  readonly group: string;
}

export type LockKind =
  | 'spinlock' | 'raw_spinlock' | 'rwlock' | 'bit_spinlock' | 'seqlock' | 'rqspinlock' | 'local_lock'
  | 'mutex' | 'rwsem' | 'semaphore' | 'rt_mutex' | 'socket' | 'rcu' | 'srcu' | 'other';

/** What a call does to hardirqs, softirqs and preemption. */
export type IrqEffect = 'none' | 'irq-off' | 'irq-on' | 'irq-save' | 'irq-restore' | 'bh-off' | 'bh-on' | 'preempt-off' | 'preempt-on';

/** A function or macro that takes, drops or tries a lock, or masks interrupts. */
export interface LockRow {
  /** `guard:NAME` and `unguard:NAME` are the two ends of a guard that locks a member of its argument. */
  readonly api: string;
  /** 0-based argument that names the lock; undefined when there is none (rcu, local_irq_save) or it is global: see `lock`. */
  readonly argument?: number;
  /** Class of a lock that no argument names: `rtnl_mutex`. */
  readonly lock?: string;
  /** Members from what the argument points to down to the lock: `uart_port_lock(port)` → `lock`, `bh_lock_sock(sk)` → `sk_lock.slock`. */
  readonly member?: string;
  readonly kind: LockKind;
  /** `try`: takes it if the result is true. `try-zero`: takes it if the result is 0 (rqspinlock, mutex_lock_interruptible). `none`: only masks. */
  readonly operation: 'acquire' | 'release' | 'try' | 'try-zero' | 'none';
  readonly mode: 'exclusive' | 'shared';
  readonly irq: IrqEffect;
  /** 0-based argument holding the saved flags. */
  readonly flags?: number;
  /** A release that ends another lock with it, where that is held: the member of what another argument points to. */
  readonly also?: { readonly argument: number; readonly member: string };
  /** Whoever holds it may take it again: it is counted. */
  readonly recursive?: boolean;
  /** It unmasks softirqs, and runs none that are pending: hardirqs may be off. */
  readonly leavesSoftirqs?: boolean;
  /** `_nested` forms: argument that holds the subclass. */
  readonly subclass?: number;
  readonly sleeps: boolean;
  readonly confidence: Confidence;
}

/** A guard class: `guard(spinlock_irqsave)(&lock)`. Acts as its `acquire` and, at the end of scope, its `release` row. */
export interface GuardRow {
  readonly guard: string;
  readonly acquire: string;
  readonly release: string;
  /** `scoped_cond_guard`/`_try`/`_intr`: may fail. */
  readonly conditional: boolean;
}

/** A call that may sleep. */
export interface SleepRow {
  readonly api: string;
  /** Sleeps only if this argument is a blocking gfp mask. */
  readonly gfp?: number;
  /** The mask when the call gives none: `kmalloc_obj(x)` means GFP_KERNEL. */
  readonly gfpDefault?: 'blocking';
  /** Page-fault only: legal in atomic context with pagefault_disable(). */
  readonly fault: boolean;
  /** A driver that calls this function anywhere says that it does not sleep for its devices. */
  readonly unless?: string;
  /** Sleeps only where the device's files call one of these, which say by what bus it is reached: `devm_regmap_init_i2c`. */
  readonly where?: readonly string[];
  /** `tasks`: in interrupts and with softirqs off it puts the work off, as `vfree()`, which asks in_interrupt(). `hardirqs-off`: softirqs and locks that leave hardirqs on do no harm. */
  readonly only?: 'tasks' | 'hardirqs-off';
  /** Called with hardirqs off by the caller itself: it masks them too, and whoever comes back finds them as they were. */
  readonly mayMask?: boolean;
  /** Sleeps only for some of what it may be given: a hint at most. */
  readonly sometimes?: boolean;
  /** Called with preemption off, which it turns on for as long as it sleeps: one level of it does no harm. */
  readonly enablesPreemption?: boolean;
  readonly why: string;
}

/** A call that waits until a callback has finished: `timer_delete_sync(&x->timer)`. */
export interface SyncWaitRow {
  readonly api: string;
  /** 0-based argument that names the object waited for. */
  readonly argument: number;
  readonly waitsFor: SourceKind | 'rcu' | 'workqueue';
  /** The object is no more afterwards: on the ways out of probe and remove nothing was queued yet, or all was cancelled before. */
  readonly ends?: boolean;
}

/** A call that puts a work item on a queue: whoever waits for the queue waits for the item. */
export interface QueueingRow {
  readonly api: string;
  /** 0-based arguments that name the queue and the item. */
  readonly queue: number;
  readonly item: number;
}

/** A mutex that a function takes and gives back before it returns, whether its body is read or not. */
export interface TakenRow {
  readonly api: string;
  /** Class by its name, as in `EntryContext.held`. */
  readonly lock: string;
  /** Whoever holds it may take it again. */
  readonly recursive?: boolean;
}

/** A call that holds off (`quiesces`) or lets loose (`arms`) a kind of interrupting entry. */
export interface LifetimeRow {
  readonly api: string;
  readonly effect: 'quiesces' | 'arms';
  readonly source: SourceKind;
}

/** A query or assertion about the current context: `in_nmi()`, `lockdep_assert_irqs_disabled()`. */
export interface ContextQueryRow {
  readonly api: string;
  readonly asks: 'nmi' | 'hardirq' | 'softirq' | 'interrupt' | 'task' | 'atomic' | 'irqs-disabled' | 'preemptible' | 'may-sleep' | 'lock-held' | 'nesting';
  /** A query returns the answer; an assertion claims it. `nesting`: counts per CPU, 1 means that nothing on this CPU is inside already (`this_cpu_inc_return`). */
  readonly form: 'query' | 'assertion';
  /** For assertions: the claim is that `asks` is false. */
  readonly negated: boolean;
  /** 0-based lock argument of a `lock-held` assertion. */
  readonly argument?: number;
}

/** A function or macro that gives back (part of) its argument: `rcu_dereference(p)`, `netdev_priv(dev)`. */
export interface AccessorRow {
  readonly api: string;
  /** `identity`: the value of `argument`. `pure`: equal arguments, equal result; a lock reached through it is the same lock. `container`: container_of(ptr, type, member). `element`: the container of what `argument` leads to, the first of a list. `member`: the member of what the argument points to. `setting`: whether the whole kernel is set up so; who asks hears the same. `bit`: whether a bit, of which argument 0 is the number, is set in the word that `argument` points to. */
  readonly form: 'identity' | 'pure' | 'container' | 'element' | 'member' | 'setting' | 'bit';
  readonly argument: number;
  /** For `container`, `element` and `member`: arguments that hold the type and the member; -1: the type is that of the variable assigned. */
  readonly type?: number;
  readonly member?: number;
  /** For `pure`: what it gives is what this other row's function gives for the argument's member `of`: `&dev` for its address, `dev` for its value. */
  readonly as?: string;
  /** For `container`: the member, where the name says it and no argument does. */
  readonly of?: string;
}

export interface Knowledge {
  readonly callbacks: readonly CallbackRow[];
  readonly members: readonly MemberRow[];
  readonly locks: readonly LockRow[];
  readonly guards: readonly GuardRow[];
  readonly sleeps: readonly SleepRow[];
  readonly syncWaits: readonly SyncWaitRow[];
  readonly lifetimes: readonly LifetimeRow[];
  readonly queries: readonly ContextQueryRow[];
  readonly accessors: readonly AccessorRow[];
  readonly synchronous?: readonly SynchronousRow[];
  readonly queueings?: readonly QueueingRow[];
  readonly takenInside?: readonly TakenRow[];
  /** Tests that are true for whoever drops the last reference, `refcount_dec_and_test`; with `!` before the name false for him, `!refcount_dec_not_one`. */
  readonly lastReferences?: readonly string[];
  /** Functions that do not return: `BUG`, `panic`, `do_exit`. */
  readonly noReturn?: readonly string[];
  /** Diagnostics that may be called anywhere and are not followed: see `instrumentation.ts`. `kasan_*` stands for a family. */
  readonly instrumentation?: readonly string[];
}
