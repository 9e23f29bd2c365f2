/** Locks that may sleep. That they do is said here, not again among the sleeping calls. */

import type { LockRow } from './types.ts';

const mutex = { argument: 0, kind: 'mutex', mode: 'exclusive', sleeps: true, confidence: 'source' } as const;
const mutexNow = { argument: 0, kind: 'mutex', mode: 'exclusive', sleeps: false, confidence: 'source' } as const;
const rtMutex = { argument: 0, kind: 'rt_mutex', mode: 'exclusive', sleeps: true, confidence: 'source' } as const;
const rtMutexNow = { argument: 0, kind: 'rt_mutex', mode: 'exclusive', sleeps: false, confidence: 'source' } as const;
const reader = { argument: 0, kind: 'rwsem', mode: 'shared', sleeps: true, confidence: 'source' } as const;
const readerNow = { argument: 0, kind: 'rwsem', mode: 'shared', sleeps: false, confidence: 'source' } as const;
const writer = { argument: 0, kind: 'rwsem', mode: 'exclusive', sleeps: true, confidence: 'source' } as const;
const writerNow = { argument: 0, kind: 'rwsem', mode: 'exclusive', sleeps: false, confidence: 'source' } as const;
const semaphore = { argument: 0, kind: 'semaphore', mode: 'exclusive', sleeps: true, confidence: 'source' } as const;
const semaphoreNow = { argument: 0, kind: 'semaphore', mode: 'exclusive', sleeps: false, confidence: 'source' } as const;

export const sleepingLocks: readonly LockRow[] = [
  { api: 'mutex_lock', ...mutex, operation: 'acquire', irq: 'none' },
  { api: 'mutex_lock_io', ...mutex, operation: 'acquire', irq: 'none' },
  { api: 'mutex_lock_nested', ...mutex, operation: 'acquire', irq: 'none', subclass: 1 },
  { api: 'mutex_lock_io_nested', ...mutex, operation: 'acquire', irq: 'none', subclass: 1 },
  { api: '_mutex_lock_nest_lock', ...mutex, operation: 'acquire', irq: 'none' },
  { api: 'mutex_lock_nest_lock', ...mutex, operation: 'acquire', irq: 'none' },
  { api: 'mutex_lock_interruptible', ...mutex, operation: 'try-zero', irq: 'none' },
  { api: 'mutex_lock_interruptible_nested', ...mutex, operation: 'try-zero', irq: 'none', subclass: 1 },
  { api: 'mutex_lock_killable', ...mutex, operation: 'try-zero', irq: 'none' },
  { api: 'mutex_lock_killable_nested', ...mutex, operation: 'try-zero', irq: 'none', subclass: 1 },
  { api: 'mutex_trylock', ...mutexNow, operation: 'try', irq: 'none' },
  { api: 'mutex_unlock', ...mutexNow, operation: 'release', irq: 'none' },
  { api: 'mutex_init', ...mutexNow, operation: 'none', irq: 'none' },
  { api: '__mutex_init', ...mutexNow, operation: 'none', irq: 'none' },
  { api: 'mutex_destroy', ...mutexNow, operation: 'none', irq: 'none' },
  // Held if the count has reached zero.
  { api: 'atomic_dec_and_mutex_lock', ...mutex, operation: 'try', irq: 'none', argument: 1 },
  { api: 'refcount_dec_and_mutex_lock', ...mutex, operation: 'try', irq: 'none', argument: 1 },
  // The release function is entered with the lock held and drops it: the caller never holds it afterwards.
  { api: 'kref_put_mutex', ...mutex, operation: 'none', irq: 'none', argument: 2 },

  // Wound/wait mutexes: -EDEADLK asks the caller to back off.
  // Back off where two would deadlock, and answer -EALREADY where one is taken twice: neither order nor recursion is wrong.
  { api: 'ww_mutex_lock', ...mutex, kind: 'other', operation: 'try-zero', irq: 'none' },
  { api: 'ww_mutex_lock_interruptible', ...mutex, kind: 'other', operation: 'try-zero', irq: 'none' },
  { api: 'ww_mutex_lock_slow', ...mutex, kind: 'other', operation: 'acquire', irq: 'none' },
  { api: 'ww_mutex_lock_slow_interruptible', ...mutex, kind: 'other', operation: 'try-zero', irq: 'none' },
  { api: 'ww_mutex_trylock', ...mutexNow, kind: 'other', operation: 'try', irq: 'none' },
  { api: 'ww_mutex_unlock', ...mutexNow, kind: 'other', operation: 'release', irq: 'none' },

  { api: 'rt_mutex_lock', ...rtMutex, operation: 'acquire', irq: 'none' },
  { api: 'rt_mutex_lock_nested', ...rtMutex, operation: 'acquire', irq: 'none', subclass: 1 },
  { api: 'rt_mutex_lock_interruptible', ...rtMutex, operation: 'try-zero', irq: 'none' },
  { api: 'rt_mutex_lock_killable', ...rtMutex, operation: 'try-zero', irq: 'none' },
  { api: 'rt_mutex_trylock', ...rtMutexNow, operation: 'try', irq: 'none' },
  { api: 'rt_mutex_unlock', ...rtMutexNow, operation: 'release', irq: 'none' },

  { api: 'down_read', ...reader, operation: 'acquire', irq: 'none' },
  { api: 'down_read_nested', ...reader, operation: 'acquire', irq: 'none', subclass: 1 },
  { api: 'down_read_non_owner', ...reader, operation: 'acquire', irq: 'none' },
  { api: 'down_read_interruptible', ...reader, operation: 'try-zero', irq: 'none' },
  { api: 'down_read_killable', ...reader, operation: 'try-zero', irq: 'none' },
  { api: 'down_read_killable_nested', ...reader, operation: 'try-zero', irq: 'none', subclass: 1 },
  { api: 'down_read_trylock', ...readerNow, operation: 'try', irq: 'none' },
  { api: 'up_read', ...readerNow, operation: 'release', irq: 'none' },
  { api: 'up_read_non_owner', ...readerNow, operation: 'release', irq: 'none' },
  { api: 'down_write', ...writer, operation: 'acquire', irq: 'none' },
  { api: 'down_write_nested', ...writer, operation: 'acquire', irq: 'none', subclass: 1 },
  { api: 'down_write_nest_lock', ...writer, operation: 'acquire', irq: 'none' },
  { api: 'down_write_killable', ...writer, operation: 'try-zero', irq: 'none' },
  { api: 'down_write_killable_nested', ...writer, operation: 'try-zero', irq: 'none', subclass: 1 },
  { api: 'down_write_trylock', ...writerNow, operation: 'try', irq: 'none' },
  { api: 'up_write', ...writerNow, operation: 'release', irq: 'none' },
  // downgrade_write() turns a writer into a reader: no row, the writer stays held until up_read(), which matches by class.
  { api: 'init_rwsem', ...writerNow, operation: 'none', irq: 'none' },
  { api: 'percpu_down_read', ...reader, operation: 'acquire', irq: 'none' },
  { api: 'percpu_down_read_trylock', ...readerNow, operation: 'try', irq: 'none' },
  { api: 'percpu_up_read', ...readerNow, operation: 'release', irq: 'none' },
  { api: 'percpu_down_write', ...writer, operation: 'acquire', irq: 'none' },
  { api: 'percpu_up_write', ...writerNow, operation: 'release', irq: 'none' },

  // A semaphore may be released by another task, and up() may be called in interrupts.
  { api: 'down', ...semaphore, operation: 'acquire', irq: 'none' },
  { api: 'down_interruptible', ...semaphore, operation: 'try-zero', irq: 'none' },
  { api: 'down_killable', ...semaphore, operation: 'try-zero', irq: 'none' },
  { api: 'down_timeout', ...semaphore, operation: 'try-zero', irq: 'none' },
  { api: 'down_trylock', ...semaphoreNow, operation: 'try-zero', irq: 'none' },
  { api: 'up', ...semaphoreNow, operation: 'release', irq: 'none' },
  { api: 'sema_init', ...semaphoreNow, operation: 'none', irq: 'none' },
];
