/** The shape of lockctx.json; lockctx.schema.json is generated from it. */

import { rules } from '../../../engine/src/rules/index.ts';
import { softirqVectors, type Knowledge } from '../../../engine/src/knowledge/types.ts';
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

function row(required: readonly string[], properties: Readonly<Record<string, Shape>>): Shape {
  return { type: 'object', properties, required, additionalProperties: false };
}

const source = choice('irq', 'napi', 'timer', 'hrtimer', 'tasklet', 'work', 'transmit', 'urb', 'none');

/** State on entry; what is left out follows from the context. */
const entry: Readonly<Record<string, Shape>> = {
  context: { ...choice('process', 'softirq', 'hardirq', 'nmi'), description: 'who runs the callback' },
  irqs: { ...choice('on', 'off', 'unknown'), description: 'hardirqs on entry (default: off in hardirq and nmi, else on)' },
  bh: { ...choice('on', 'off', 'unknown'), description: 'softirqs on entry (default: on in process context, else off)' },
  atomic: { ...choice(true, false, 'unknown'), description: 'sleeping is a bug (default: false in process context, else true)' },
  vector: choice(...softirqVectors),
  source: { ...source, description: 'how it can be held off (default: none)' },
  setUp: flag,
  heldOff: list(source),
  held: texts,
};
const tags: Readonly<Record<string, Shape>> = {
  confidence: { ...choice('source', 'doc', 'default', 'unverified', 'heuristic'), description: 'how sure the row is (default: source)' },
  group: text,
};

const tables: Readonly<Record<keyof Knowledge, Shape>> = {
  callbacks: list(row(['api', 'argument', 'context'], {
    api: text, argument, field: text, suffixes: texts, object: argument,
    when: row(['argument', 'words'], { argument, words: texts }), ...entry, ...tags,
  }), 'functions that are given a callback: my_timer_setup(t, CALLBACK)'),
  members: list(row(['struct', 'member', 'context'], { struct: text, member: text, except: texts, ...entry, ...tags }), 'members of structs that hold a callback'),
  locks: list(row(['api', 'kind', 'operation'], {
    api: text, argument, lock: text, member: text,
    kind: choice('spinlock', 'raw_spinlock', 'rwlock', 'bit_spinlock', 'seqlock', 'rqspinlock', 'local_lock', 'mutex', 'rwsem', 'semaphore', 'rt_mutex', 'socket', 'rcu', 'srcu', 'other'),
    operation: choice('acquire', 'release', 'try', 'try-zero', 'none'), mode: choice('exclusive', 'shared'),
    irq: choice('none', 'irq-off', 'irq-on', 'irq-save', 'irq-restore', 'bh-off', 'bh-on', 'preempt-off', 'preempt-on'),
    flags: argument, subclass: argument, sleeps: flag, confidence: tags.confidence,
  }), 'functions and macros that take, drop or try a lock, or mask interrupts'),
  guards: list(row(['guard', 'acquire', 'release'], { guard: text, acquire: text, release: text, conditional: flag }), 'guard classes'),
  sleeps: list(row(['api'], { api: text, gfp: argument, gfpDefault: choice('blocking'), fault: flag, why: text }), 'functions that may sleep'),
  syncWaits: list(row(['api', 'argument', 'waitsFor'], {
    api: text, argument, waitsFor: { enum: [...(source.enum ?? []), 'rcu', 'kthread', 'workqueue'] },
  }), 'functions that wait until a callback has finished'),
  lifetimes: list(row(['api', 'effect', 'source'], { api: text, effect: choice('quiesces', 'arms'), source }), 'functions that hold off or let loose a kind of callback'),
  queries: list(row(['api', 'asks', 'form'], {
    api: text, argument, form: choice('query', 'assertion'), negated: flag,
    asks: choice('nmi', 'hardirq', 'softirq', 'interrupt', 'task', 'atomic', 'irqs-disabled', 'preemptible', 'may-sleep', 'lock-held', 'nesting'),
  }), 'functions that ask about or assert the current context'),
  accessors: list(row(['api', 'form', 'argument'], {
    api: text, form: choice('identity', 'pure', 'container'), argument, type: argument, member: argument,
  }), 'functions that give back (part of) their argument'),
  synchronous: list(row(['api', 'argument'], { api: text, argument, lock: argument }), 'functions that call back before they return'),
  noReturn: { ...texts, description: 'functions that do not return' },
};

const version: Shape = { type: 'string', pattern: String.raw`^\d+\.\d+(\.\d+)?$`, description: 'a version such as "6.12"' };
const level = choice('error', 'warning', 'info', 'hint', 'off');

export const configShape: Shape = row([], {
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
