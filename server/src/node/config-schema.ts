/** The shape of lockctx.json; lockctx.schema.json is generated from it. Rows that fall behind engine/src/knowledge/types.ts do not compile. */

import { rules } from '../../../engine/src/rules/index.ts';
import {
  softirqVectors, type AccessorRow, type CallbackRow, type Confidence, type Context, type ContextQueryRow, type EntryContext, type GuardRow, type IrqEffect, type Knowledge, type LifetimeRow,
  type LockKind, type LockRow, type MemberRow, type QueueingRow, type SleepRow, type SourceKind, type SyncWaitRow, type SynchronousRow, type TakenRow,
} from '../../../engine/src/knowledge/types.ts';
import type { Shape } from './json-shape.ts';

const text: Shape = { type: 'string' };
const flag: Shape = { type: 'boolean' };
const argument: Shape = { type: 'integer', minimum: -1, description: 'number of an argument, counted from 0' };
const texts: Shape = { type: 'array', items: text };

function choice(...values: readonly unknown[]): Shape {
  return { enum: values };
}

function list(items: Shape, description?: string): Shape {
  return { type: 'array', items, description };
}

/** Every string of a union, none forgotten. */
function union<Value extends string>(values: Readonly<Record<Value, true>>): Shape {
  return { enum: Object.keys(values) };
}

/** Every member of a row's type, none forgotten. */
type Members<Row> = { readonly [Name in keyof Required<Row>]: Shape };

function row<Row>(required: readonly (keyof Row & string)[], properties: Members<Row>): Shape {
  return { type: 'object', properties, required, additionalProperties: false };
}

const sources: Readonly<Record<SourceKind, true>> = { irq: true, napi: true, timer: true, hrtimer: true, tasklet: true, work: true, transmit: true, urb: true, kthread: true, sysfs: true, debugfs: true, proc: true, open: true, runtime: true, none: true };
const source = union(sources);

/** State on entry; what is left out follows from the context. */
const entry: Members<EntryContext> = {
  context: { ...union<Context>({ process: true, softirq: true, hardirq: true, nmi: true }), description: 'who runs the callback' },
  irqs: { ...choice('on', 'off', 'unknown'), description: 'hardirqs on entry (default: off in hardirq and nmi, else on)' },
  bh: { ...choice('on', 'off', 'unknown'), description: 'softirqs on entry (default: on in process context, else off)' },
  atomic: { ...choice(true, false, 'unknown'), description: 'sleeping is a bug (default: false in process context, else true)' },
  vector: choice(...softirqVectors),
  source: { ...source, description: 'how it can be held off (default: none)' },
  setUp: flag,
  varies: flag,
  always: flag,
  seldom: flag,
  unless: text,
  opens: flag,
  heldOff: list(source),
  held: texts,
};
const tags: Members<Pick<CallbackRow, 'confidence' | 'group'>> = {
  confidence: { ...union<Confidence>({ source: true, doc: true, default: true, unverified: true, heuristic: true }), description: 'how sure the row is (default: source)' },
  group: text,
};

const tables: Members<Knowledge> = {
  callbacks: list(row<CallbackRow>(['api', 'argument', 'context'], {
    api: text, argument, field: text, suffixes: texts, object: argument, isKept: flag,
    when: row<NonNullable<CallbackRow['when']>>(['argument', 'words'], { argument, words: texts }), ...entry, ...tags,
  }), 'functions that are given a callback: my_timer_setup(t, CALLBACK)'),
  members: list(row<MemberRow>(['struct', 'member', 'context'], {
    struct: text, member: text, except: texts, deferredBy: row<NonNullable<MemberRow['deferredBy']>>(['apis', 'words'], { apis: texts, words: texts }), after: text, ...entry, ...tags,
  }), 'members of structs that hold a callback'),
  locks: list(row<LockRow>(['api', 'kind', 'operation'], {
    api: text, argument, lock: text, member: text,
    kind: union<LockKind>({
      spinlock: true, raw_spinlock: true, rwlock: true, bit_spinlock: true, seqlock: true, rqspinlock: true, local_lock: true, mutex: true, rwsem: true, semaphore: true, rt_mutex: true,
      socket: true, rcu: true, srcu: true, other: true,
    }),
    operation: union<LockRow['operation']>({ acquire: true, release: true, try: true, 'try-zero': true, none: true }), mode: choice('exclusive', 'shared'),
    irq: union<IrqEffect>({ none: true, 'irq-off': true, 'irq-on': true, 'irq-save': true, 'irq-restore': true, 'bh-off': true, 'bh-on': true, 'preempt-off': true, 'preempt-on': true }),
    flags: argument, also: row<NonNullable<LockRow['also']>>(['argument', 'member'], { argument, member: text }), recursive: flag, leavesSoftirqs: flag, subclass: argument, sleeps: flag, confidence: tags.confidence,
  }), 'functions and macros that take, drop or try a lock, or mask interrupts'),
  guards: list(row<GuardRow>(['guard', 'acquire', 'release'], { guard: text, acquire: text, release: text, conditional: flag }), 'guard classes'),
  sleeps: list(row<SleepRow>(['api'], { api: text, gfp: argument, gfpDefault: choice('blocking'), fault: flag, unless: text, where: texts, only: choice('tasks', 'hardirqs-off'), sometimes: flag, mayMask: flag, enablesPreemption: flag, why: text }), 'functions that may sleep'),
  syncWaits: list(row<SyncWaitRow>(['api', 'argument', 'waitsFor'], {
    api: text, argument, waitsFor: union<SyncWaitRow['waitsFor']>({ ...sources, rcu: true, workqueue: true }), ends: flag,
  }), 'functions that wait until a callback has finished'),
  queueings: list(row<QueueingRow>(['api', 'queue', 'item'], { api: text, queue: argument, item: argument }), 'functions that put a work item on a queue'),
  takenInside: list(row<TakenRow>(['api', 'lock'], { api: text, lock: text, recursive: flag }), 'functions that take a mutex and give it back before they return'),
  lifetimes: list(row<LifetimeRow>(['api', 'effect', 'source'], { api: text, effect: choice('quiesces', 'arms'), source }), 'functions that hold off or let loose a kind of callback'),
  queries: list(row<ContextQueryRow>(['api', 'asks', 'form'], {
    api: text, argument, form: choice('query', 'assertion'), negated: flag,
    asks: union<ContextQueryRow['asks']>({
      nmi: true, hardirq: true, softirq: true, interrupt: true, task: true, atomic: true, 'irqs-disabled': true, preemptible: true, 'may-sleep': true, 'lock-held': true, nesting: true,
    }),
  }), 'functions that ask about or assert the current context'),
  accessors: list(row<AccessorRow>(['api', 'form', 'argument'], {
    api: text, form: union<AccessorRow['form']>({ identity: true, pure: true, container: true, element: true, member: true, setting: true, bit: true }), argument, type: argument, member: argument, as: text, of: text,
  }), 'functions that give back (part of) their argument'),
  synchronous: list(row<SynchronousRow>(['api', 'argument'], { api: text, argument, lock: argument, lastReference: flag }), 'functions that call back before they return'),
  lastReferences: { ...texts, description: 'tests that are true for whoever drops the last reference' },
  noReturn: { ...texts, description: 'functions that do not return' },
  instrumentation: { ...texts, description: 'diagnostics that may be called in any context and are not followed; a * at the end stands for all that begin so' },
};

const version: Shape = { type: 'string', pattern: String.raw`^(>=|<=|>|<|=)?\s*\d+\.\d+(\.\d+)?(\s*-\s*\d+\.\d+(\.\d+)?)?$`, description: 'a version or range such as "6.12", ">=6.15" or "6.1-6.12"' };
const level = choice('error', 'warning', 'info', 'hint', 'off');

export const configShape: Shape = row<Record<string, unknown>>([], {
  $schema: text,
  rules: {
    type: 'object', description: 'level of each rule', additionalProperties: false,
    properties: Object.fromEntries(rules.map((r) => [r.name, { ...level, description: r.summary, default: r.level }])),
  },
  include: { ...texts, description: 'report only findings in files that match one of these globs, relative to the root' },
  exclude: { ...texts, description: 'do not read files and folders that match one of these globs' },
  kernelVersion: version,
  kernelVersions: list(version, 'kernels that BPF programs must run on'),
  knowledge: { type: 'object', description: "rows that are added to the built-in tables; one for an API that is known already takes its place", properties: tables, additionalProperties: false },
});
