/** The tables agree with themselves: rows are unique, what is taken can be released, guards name rows that exist. */

import { describe, expect, test } from 'vitest';
import { kernelKnowledge, mergeKnowledge } from '../src/knowledge/knowledge.ts';
import { blockingGfp } from '../src/knowledge/sleep-flags.ts';
import type { CallbackRow, EntryContext, LockRow } from '../src/knowledge/types.ts';

const { callbacks, members, locks, guards, sleeps, syncWaits, lifetimes, queries, accessors, takenInside = [] } = kernelKnowledge;
const lockApis = new Map(locks.map((row) => [row.api, row]));

describe('rows are unique', () => {
  test.each([
    ['locks', locks.map((row) => row.api)],
    ['guards', guards.map((row) => row.guard)],
    ['sleeps', sleeps.map((row) => row.api)],
    ['syncWaits', syncWaits.map((row) => row.api)],
    ['queries', queries.map((row) => row.api)],
    ['accessors', accessors.map((row) => row.api)],
    ['takenInside', takenInside.map((row) => `${row.api} ${row.lock}`)],
    ['lifetimes', lifetimes.map((row) => `${row.api} ${row.source}`)],
    ['members', members.map((row) => `${row.struct}.${row.member} ${row.context}`)],
    ['callbacks', callbacks.map((row) => `${row.api} ${row.argument} ${row.context} ${row.field ?? ''} ${row.when?.words ?? ''}`)],
  ])('%s', (_, keys) => {
    expect(repeated(keys)).toEqual([]);
  });
});

describe('locks', () => {
  const acquires = locks.filter((row) => row.operation === 'acquire' || row.operation === 'try' || row.operation === 'try-zero');
  const releases = locks.filter((row) => row.operation === 'release');

  test('what takes one kind of lock has something that releases it', () => {
    expect(acquires.filter((row) => !releases.some((other) => isPair(row, other))).map((row) => row.api)).toEqual([]);
  });

  test('what releases a lock has something that takes it', () => {
    expect(releases.filter((row) => !acquires.some((other) => isPair(other, row))).map((row) => row.api)).toEqual([]);
  });

  test('what masks without a lock has something that unmasks', () => {
    const masks = locks.filter((row) => row.operation === 'none' && row.irq !== 'none');
    expect(masks.filter((row) => opposite(row) !== 'none' && !masks.some((other) => other.irq === opposite(row))).map((row) => row.api)).toEqual([]);
  });

  test('a lock is named by an argument, by a class, or by its kind', () => {
    expect(locks.filter((row) => row.operation !== 'none' && row.argument === undefined && !row.lock && row.kind !== 'rcu').map((row) => row.api)).toEqual([]);
  });

  test('only what may sleep says so, and no release or trylock of a spinning lock does', () => {
    const spinning = ['spinlock', 'raw_spinlock', 'rwlock', 'bit_spinlock', 'seqlock', 'rqspinlock', 'local_lock', 'rcu'];
    expect(locks.filter((row) => row.sleeps && spinning.includes(row.kind)).map((row) => row.api)).toEqual([]);
    expect(acquires.filter((row) => ['mutex', 'rwsem', 'semaphore', 'rt_mutex'].includes(row.kind) && !row.sleeps && !/try/.test(row.api)).map((row) => row.api)).toEqual([]);
  });

  test('saved flags have an argument, or are the result', () => {
    const wrong = locks.filter((row) => row.flags !== undefined && row.irq !== 'irq-save' && row.irq !== 'irq-restore');
    expect(wrong.map((row) => row.api)).toEqual([]);
  });

  test('sleeping is said once', () => {
    const takes = new Set(locks.filter((row) => row.operation !== 'none').map((row) => row.api));
    expect(sleeps.filter((row) => takes.has(row.api)).map((row) => row.api)).toEqual([]);
  });
});

describe('guards', () => {
  const lifetimeApis = new Set(lifetimes.map((row) => row.api));

  test('name rows that exist', () => {
    const missing = guards.flatMap((row) => [row.acquire, row.release]).filter((api) => !lockApis.has(api) && !lifetimeApis.has(api));
    expect(missing).toEqual([]);
  });

  test('release what they take', () => {
    const wrong = guards.filter((row) => {
      const acquire = lockApis.get(row.acquire);
      const release = lockApis.get(row.release);
      return acquire && release && acquire.operation !== 'none' && !isPair(acquire, release);
    });
    expect(wrong.map((row) => row.guard)).toEqual([]);
  });

  test('are conditional just when their row may fail', () => {
    const wrong = guards.filter((row) => {
      const operation = lockApis.get(row.acquire)?.operation;
      return operation && operation !== 'none' && row.conditional !== (operation !== 'acquire');
    });
    expect(wrong.map((row) => row.guard)).toEqual([]);
  });
});

describe('entry states', () => {
  const entries: readonly (EntryContext & { readonly name: string })[] = [
    ...callbacks.map((row) => ({ ...row, name: `${row.api} ${row.argument}` })),
    ...members.map((row) => ({ ...row, name: `${row.struct}.${row.member}` })),
  ];

  test('interrupts cannot sleep and mask what is below them', () => {
    expect(entries.filter((row) => row.context !== 'process' && (row.atomic !== true || row.bh !== 'off')).map((row) => row.name)).toEqual([]);
    expect(entries.filter((row) => (row.context === 'hardirq' || row.context === 'nmi') && row.irqs !== 'off').map((row) => row.name)).toEqual([]);
    expect(entries.filter((row) => row.irqs === 'off' && row.atomic === false).map((row) => row.name)).toEqual([]);
  });

  test('a vector belongs to softirq', () => {
    expect(entries.filter((row) => row.vector !== undefined && row.context !== 'softirq').map((row) => row.name)).toEqual([]);
  });

  test('nothing that is set up is interrupted by itself', () => {
    expect(entries.filter((row) => row.setUp && (row.context !== 'process' || row.atomic)).map((row) => row.name)).toEqual([]);
  });

  test('a row with a condition stands before the one without', () => {
    const wrong = callbacks.filter((row, at) => row.when && callbacks.slice(0, at).some((other) => !other.when && other.api === row.api && other.argument === row.argument));
    expect(wrong.map((row) => row.api)).toEqual([]);
  });

  test('what can be waited for has an object', () => {
    const waited: readonly string[] = ['timer', 'hrtimer', 'tasklet', 'work', 'napi'];
    expect(callbacks.filter((row: CallbackRow) => waited.includes(row.source) && row.object === undefined).map((row) => row.api)).toEqual([]);
  });
});

test('sleeping calls have a reason, and a mask or a default where they need one', () => {
  expect(sleeps.filter((row) => !row.why || (row.fault && row.gfp !== undefined) || (row.gfpDefault && row.gfp === undefined)).map((row) => row.api)).toEqual([]);
  expect(blockingGfp.test('GFP_KERNEL')).toBe(true);
});

test('a source that can be let loose can be held off, and the other way round', () => {
  const of = (effect: string): string[] => [...new Set(lifetimes.filter((row) => row.effect === effect).map((row) => row.source))].sort();
  expect(of('arms')).toEqual(of('quiesces'));
});

test('calls that wait for a source hold it off or only let it finish', () => {
  const names = new Set(syncWaits.map((row) => row.api));
  const gone = ['unregister', 'nosync', 'stop', 'disable', 'detach', 'deactivate', 'del', 'anchored'];
  const odd = lifetimes.filter((row) => row.effect === 'quiesces' && !names.has(row.api) && !gone.some((word) => row.api.includes(word)));
  expect(odd.map((row) => row.api)).toEqual([]);
});

describe('a project lays its rows over the built-in ones', () => {
  const mine: LockRow = { api: 'spin_lock', argument: 1, kind: 'mutex', operation: 'acquire', mode: 'exclusive', irq: 'none', sleeps: true, confidence: 'doc' };

  test('the same name replaces', () => {
    const merged = mergeKnowledge(kernelKnowledge, { locks: [mine] });
    expect(merged.locks.filter((row) => row.api === 'spin_lock')).toEqual([mine]);
    expect(merged.locks.length).toBe(locks.length);
    expect(merged.guards).toBe(guards);
  });

  test('a new name is added', () => {
    const merged = mergeKnowledge(kernelKnowledge, { members: [{ ...members[0], struct: 'my_ops', member: 'run' }] });
    expect(merged.members.length).toBe(members.length + 1);
  });
});

/** Takes and releases the same thing with opposite masks. */
function isPair(acquire: LockRow, release: LockRow): boolean {
  return acquire.kind === release.kind && acquire.lock === release.lock && acquire.member === release.member && opposite(acquire) === release.irq
    && (acquire.mode === release.mode || acquire.kind === 'srcu');
}

function opposite(row: LockRow): LockRow['irq'] {
  const pairs: Partial<Record<LockRow['irq'], LockRow['irq']>> = { 'irq-off': 'irq-on', 'irq-save': 'irq-restore', 'bh-off': 'bh-on', 'preempt-off': 'preempt-on' };
  return pairs[row.irq] ?? 'none';
}

function repeated(keys: readonly string[]): string[] {
  return [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))];
}
