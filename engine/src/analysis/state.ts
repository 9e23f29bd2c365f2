/** The state of one CPU along one path through a function, relative to the function's entry. */

import type { IrqEffect, LockKind, LockRow, SleepRow } from '../knowledge/types.ts';
import type { FunctionId } from '../program/types.ts';
import type { LockReference } from '../program/lock-classes.ts';
import { Assumptions } from './assumptions.ts';

/** Hardirqs: as on entry, on, off, or not known. */
export const enum Irq {
  Entry = 0,
  On = 1,
  Off = 2,
  Unknown = 3,
}

/** A lock held since some operation of this function. */
export interface Held {
  readonly lock: LockReference;
  readonly kind: LockKind;
  readonly mode: 'exclusive' | 'shared';
  /** Function that took it: the API itself, or the callee that returned with it held. */
  readonly api: string;
  readonly effect: IrqEffect;
  /** Call operation in this function. */
  readonly operation: number;
  readonly irqBefore: Irq;
  /** Set when a callee took it. */
  readonly taker?: FunctionId;
  readonly subclass: string;
  /** Another key of the object: `lock = foo_lock(x)` gives it a name here. */
  readonly alias?: string;
  /** Of an exit: the function returns a pointer to it, `''`, or to the object it lies in, `.lock`. */
  readonly returnedAs?: string;
  /** The function releases it somewhere by this very key. */
  readonly isReleasedByKey?: boolean;
}

/** A lock of the caller's that this path has released. */
export interface Dropped {
  readonly lock: LockReference;
  readonly effect: IrqEffect;
  readonly operation: number;
  /** Calls between here and the release, as `State.levels`. */
  readonly levels: number;
}

interface StateFields {
  readonly held: readonly Held[];
  readonly dropped: readonly Dropped[];
  readonly irq: Irq;
  /** Key of the saved flags that a restore used when they were saved by a caller. */
  readonly restored: string;
  /** Nesting of BH and preemption masks relative to entry; negative: a caller's mask was undone. */
  readonly bh: number;
  readonly preempt: number;
  /** Flags variable key → hardirq state saved in it. */
  readonly saved: ReadonlyMap<string, Irq>;
  readonly assumed: Assumptions;
  /** Bits of `sourceBit`: interrupting sources held off or let loose since entry. */
  readonly quiesced: number;
  readonly armed: number;
  /** Bits of `contextBit` and `enteredWith`: contexts, and hardirq states on entry, in which this path can run at all. */
  readonly contexts: number;
  /** A call that always sleeps was passed outside any atomic section of this function: entry was not atomic. */
  readonly slept: boolean;
  /** Calls between here and the code that left locks or masks changed: 0 nothing changed, 1 done here. */
  readonly levels: number;
  /** An object's last reference was dropped on this path: most callers of the function still hold one, and never come here. */
  readonly lastReference: boolean;
}

export const allContexts = 0b111_1111;

/** All of a state but what it assumes: many states share one. A copy is one call of a constructor: `{ ...core }` takes V8 some forty times as long, and half as much room again. */
class Core {
  /** See `State.coreKey`. */
  key: string | undefined = undefined;

  constructor(
    readonly held: readonly Held[],
    readonly dropped: readonly Dropped[],
    readonly irq: Irq,
    readonly restored: string,
    readonly bh: number,
    readonly preempt: number,
    readonly saved: ReadonlyMap<string, Irq>,
    readonly quiesced: number,
    readonly armed: number,
    readonly contexts: number,
    readonly slept: boolean,
    readonly levels: number,
    readonly lastReference: boolean,
  ) {}

  with(change: Partial<StateFields>): Core {
    return new Core(
      change.held ?? this.held, change.dropped ?? this.dropped, change.irq ?? this.irq, change.restored ?? this.restored, change.bh ?? this.bh, change.preempt ?? this.preempt, change.saved ?? this.saved,
      change.quiesced ?? this.quiesced, change.armed ?? this.armed, change.contexts ?? this.contexts, change.slept ?? this.slept, change.levels ?? this.levels, change.lastReference ?? this.lastReference,
    );
  }
}

/** Immutable. By far the most frequent change is of what it assumes. */
export class State implements StateFields {
  constructor(
    private readonly core: Core,
    readonly assumed: Assumptions,
  ) {}

  get held(): readonly Held[] {
    return this.core.held;
  }
  get dropped(): readonly Dropped[] {
    return this.core.dropped;
  }
  get irq(): Irq {
    return this.core.irq;
  }
  get restored(): string {
    return this.core.restored;
  }
  get bh(): number {
    return this.core.bh;
  }
  get preempt(): number {
    return this.core.preempt;
  }
  get saved(): ReadonlyMap<string, Irq> {
    return this.core.saved;
  }
  get quiesced(): number {
    return this.core.quiesced;
  }
  get armed(): number {
    return this.core.armed;
  }
  get contexts(): number {
    return this.core.contexts;
  }
  get slept(): boolean {
    return this.core.slept;
  }
  get levels(): number {
    return this.core.levels;
  }
  get lastReference(): boolean {
    return this.core.lastReference;
  }

  with(change: Partial<StateFields>): State {
    return new State(this.core.with(change), change.assumed ?? this.assumed);
  }

  withAssumed(assumed: Assumptions): State {
    return new State(this.core, assumed);
  }

  /** Equal for states that differ in nothing but what they assume and which flags are saved. */
  get coreKey(): string {
    return (this.core.key ??= coreOf(this));
  }
}

export const entryState = new State(new Core([], [], Irq.Entry, '', 0, 0, new Map(), 0, 0, allContexts, false, 0, false), Assumptions.none);

/** Bits for sources of interruption, in the order of `SourceKind`. */
const sources = ['irq', 'napi', 'timer', 'hrtimer', 'tasklet', 'work', 'transmit', 'urb', 'kthread', 'sysfs', 'debugfs', 'proc', 'open', 'runtime', 'none'];
export const allSources = (1 << sources.length) - 1;
export function sourceBit(source: string): number {
  return 1 << sources.indexOf(source);
}

function coreOf(s: State): string {
  let key = maskKey(s);
  for (const h of s.held) key += `|${h.lock.key}:${h.effect}:${h.operation}`;
  for (const d of s.dropped) key += `|-${d.lock.key}`;
  return key;
}

/** Most states hold nothing, and few combinations of the rest ever come up: their texts are made once. */
function maskKey(s: State): string {
  const nesting = (s.bh + DEEPEST) * 2 * DEEPEST + s.preempt + DEEPEST;
  const flags = (s.irq * 2 + Number(s.slept)) * 2 + Number(s.lastReference);
  const number = (((nesting * 16 + flags) * MASKS + s.quiesced) * MASKS + s.armed) * (allContexts + 1) + s.contexts;
  const isUsual = s.restored === '' && Math.abs(s.bh) < DEEPEST && Math.abs(s.preempt) < DEEPEST;
  let key = isUsual ? maskKeys.get(number) : undefined;
  if (key === undefined) {
    key = `${s.irq}${s.restored}|${s.bh}|${s.preempt}|${s.quiesced}|${s.armed}|${s.contexts}|${s.slept ? 1 : 0}${s.lastReference ? 'L' : ''}`;
    if (isUsual) maskKeys.set(number, key);
  }
  return key;
}

const maskKeys = new Map<number, string>();
/** With these and sixteen sources at most, a number for all of it is exact. */
const DEEPEST = 16;
const MASKS = allSources + 1;

export function isSameState(a: State, b: State): boolean {
  return a === b || (a.assumed.equals(b.assumed) && a.coreKey === b.coreKey && savedKey(a) === savedKey(b));
}

export function stateKey(s: State): string {
  const key = s.coreKey + savedKey(s);
  return s.assumed.size ? `${key};${s.assumed.identity}` : key;
}

export function savedKey({ saved }: State): string {
  let key = '';
  if (saved.size) for (const [name, irq] of saved) key += `;${name}=${irq}`;
  return key;
}

/** Whether that is a key of the lock. */
export function isNamed({ lock, alias }: Held, key: string): boolean {
  return lock.key === key || alias === key;
}

/** Key of an object that a caller gave, or a global one: whatever else is stored, it stays the same. */
const isGiven = (key: string): boolean => !/\b[VCE]\d|['?]/.test(key);

/** Whether a function that releases a lock of that class may mean this one, spelt otherwise: not where each has a name of its own, and the function releases this one by its own. */
export function mayBeReleasedAs(h: Held, { key, class: cls }: LockReference): boolean {
  return h.lock.class === cls && !(h.isReleasedByKey === true && isGiven(h.lock.key) && isGiven(key));
}

/** What follows the key of an object in a key of the lock: undefined where the lock does not lie in it. */
export function suffixIn(key: string | undefined, object: string): string | undefined {
  if (key === undefined || !key.startsWith(object)) return undefined;
  const suffix = key.slice(object.length);
  return suffix === '' || suffix[0] === '.' ? suffix : undefined;
}

/** Locks that spin, or at least forbid sleeping, while held. */
const spinning: ReadonlySet<LockKind> = new Set(['spinlock', 'raw_spinlock', 'rwlock', 'bit_spinlock', 'seqlock', 'rqspinlock', 'local_lock']);

export function spins(kind: LockKind): boolean {
  return spinning.has(kind);
}

/** Why sleeping is forbidden here by what this function did itself; undefined when it is not, to `sleeper` at least. */
export function atomicReason(s: State, sleeper?: SleepRow): { readonly held?: Held; readonly what: string } | undefined {
  if (sleeper?.only === 'tasks' && s.bh > 0) return undefined;
  if (sleeper?.only === 'hardirqs-off' && s.irq !== Irq.Off) return undefined;
  const held = s.held.findLast((h) => spins(h.kind)) ?? s.held.findLast((h) => h.kind === 'rcu');
  if (held) return { held, what: held.kind === 'rcu' ? 'in an RCU read-side section' : `holding ${held.lock.text}` };
  if (s.irq === Irq.Off && !sleeper?.mayMask) return { what: 'with hardirqs off' };
  if (s.bh > 0) return { what: 'with softirqs off' };
  if (s.preempt > (sleeper?.enablesPreemption ? 1 : 0)) return { what: 'with preemption off' };
  return undefined;
}

/** State of a callee's path as its caller's path would have it. */
export function composeIrq(outer: Irq, inner: Irq): Irq {
  return inner === Irq.Entry ? outer : inner;
}

const contexts = ['process', 'softirq', 'hardirq', 'nmi'];
export function contextBit(context: string): number {
  return 1 << contexts.indexOf(context);
}

/** Bits beside the contexts: the function may have been entered with hardirqs on, with hardirqs off, with softirqs off. */
export const enteredWith = { irqsOn: 0b001_0000, irqsOff: 0b010_0000, bhOff: 0b100_0000, any: 0b111_0000 } as const;
const contextMask = 0b1111;

/** Where a callee's path that is limited to `callee` can run when it is called in `state`; 0: nowhere. */
export function composeContexts(state: Pick<State, 'contexts' | 'irq' | 'bh'>, callee: number): number {
  const contexts = state.contexts & callee & contextMask;
  if (contexts === 0) return 0;
  const softirqs = bhEntered(state, callee);
  const irqs = irqsEntered(state, callee);
  return softirqs === undefined || irqs === undefined ? 0 : contexts | softirqs | irqs;
}

function irqsEntered(state: Pick<State, 'contexts' | 'irq'>, callee: number): number | undefined {
  const entered = state.contexts & (enteredWith.irqsOn | enteredWith.irqsOff);
  if (state.irq === Irq.Entry) return entered & callee || undefined;
  const excluded = (state.irq === Irq.On && !(callee & enteredWith.irqsOn)) || (state.irq === Irq.Off && !(callee & enteredWith.irqsOff));
  return excluded ? undefined : entered;
}

function bhEntered(state: Pick<State, 'contexts' | 'bh'>, callee: number): number | undefined {
  const entered = state.contexts & enteredWith.bhOff;
  if (callee & enteredWith.bhOff) return entered;
  return state.bh > 0 ? undefined : state.bh === 0 ? 0 : entered;
}

/** Whether a path limited to `contexts` can be entered in a context with hardirqs and softirqs as given. */
export function canEnter(contexts: number, context: string, irqs: 'on' | 'off' | 'unknown', bh: 'on' | 'off' | 'unknown'): boolean {
  if (!(contexts & contextBit(context)) || (bh === 'off' && !(contexts & enteredWith.bhOff))) return false;
  return !((irqs === 'on' && !(contexts & enteredWith.irqsOn)) || (irqs === 'off' && !(contexts & enteredWith.irqsOff)));
}

export function isAcquisition(row: LockRow): boolean {
  return row.operation === 'acquire' || row.operation === 'try' || row.operation === 'try-zero';
}

/** A try: it answers at once, `down_trylock()` with 0 where it got the lock. */
export function neverWaits(row: LockRow): boolean {
  return row.operation === 'try' || (row.operation === 'try-zero' && row.kind === 'semaphore' && !row.sleeps);
}

/** Objects named through an iterator or an opaque value may be others next time. */
export function isStable(key: string): boolean {
  return !/\b[CE]\d+\b|'$|\[[^\]]*V\d/.test(key);
}
