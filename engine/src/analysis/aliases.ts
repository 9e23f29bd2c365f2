/**
 * Locks of one class under two names. What one function gets from a list and another from a table, the queue
 * that a list gave and all queues gone through again: whether they are one lock no type or path tells, and lockdep, which knows classes
 * only, warns of either.
 */

import type { LockRow } from '../knowledge/types.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { Held } from './state.ts';

/** Calls that lead there: further away an object is mostly another one. */
const MAX_DEPTH = 3;

/** Whether a lock that a callee takes, `depth` calls away, may be the one that is held, although it is named otherwise. */
export function mayBeAlias(held: Held, lock: LockReference, row: LockRow, subclass: string, depth: number): boolean {
  if (depth === 0 || depth > MAX_DEPTH || held.taker !== undefined || held.kind === 'rcu') return false;
  if (lock.class === undefined || lock.class.generic || held.lock.class !== lock.class) return false;
  if (held.mode === 'shared' || row.mode === 'shared' || held.subclass !== '' || subclass !== '') return false;
  return !areApart(held.lock.key, lock.key);
}

/** Two variables of one function are two objects, and so are a parent and its child. */
function areApart(held: string, taken: string): boolean {
  if (taken.includes('?')) return false;
  const [a, b] = [objectOf(held), objectOf(taken)];
  return isVariable.test(b) || a.includes(b) || b.includes(a);
}

const isVariable = /^\*?\(?[PV]\d+\)?$/;

/** Of `*(P0).lock`, `P0`. */
function objectOf(key: string): string {
  return /^\**\((.*)\)\.\w+\)?$/.exec(key)?.[1] ?? key;
}
