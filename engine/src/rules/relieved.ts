/** Locks that one function takes and another releases: which functions release what they have not taken. */

import type { Analysis } from '../analysis/types.ts';
import { nameOf } from '../analysis/witness.ts';
import { groupBy } from '../program/group-by.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId, LockClass } from '../program/types.ts';
import { irregularitiesOf } from './local.ts';
import { homeOf } from './strangers.ts';

export interface Relieved {
  /** Whether some function releases for others what may be this lock. */
  has(lock: LockReference): boolean;
  /** Whether a caller of the function releases what that took. */
  hasTaker(id: FunctionId): boolean;
  /** Whether another function beside this one, and not one whose name says that it unlocks, releases such a lock for whoever took it. */
  isHandedOver(id: FunctionId, lock: LockReference): boolean;
  /** Whether the function releases for its callers what may be this lock. */
  by(id: FunctionId, lock: LockReference): boolean;
}

export function relievedLocks(analysis: Analysis): Relieved {
  const classes = new Set<LockClass>();
  /** Where the class is not known, the last name is all there is. */
  const names = new Set<string>();
  const takers = new Set<FunctionId>();
  const shown = irregularitiesOf(analysis, 'relieved');
  for (const { what: { lock, held } } of shown) {
    if (!lock) continue;
    if (lock.class && !lock.class.generic) classes.add(lock.class);
    else names.add(lastName(lock.text));
    if (held?.taker !== undefined) takers.add(held.taker);
  }
  const byFunction = groupBy(shown, ({ id }) => id);
  const enders = groupBy(shown.filter(({ id, what: { held } }) => held?.taker === undefined && !isUnlock.test(nameOf(analysis.program, id))), ({ what: { lock } }) => lock?.class);
  return {
    has: (lock) => (lock.class !== undefined && classes.has(lock.class)) || names.has(lastName(lock.text)),
    hasTaker: (id) => takers.has(id),
    isHandedOver: (id, lock) => lock.class !== undefined && enders.get(lock.class)?.some((ender) => ender.id !== id && homeOf(analysis, ender.id) === homeOf(analysis, id)) === true,
    by: (id, lock) => byFunction.get(id)?.some(({ what }) => what.lock !== undefined && mayBeSame(what.lock, lock)) === true,
  };
}

/** The reverse of a function that locks: whoever calls it has called that. */
const isUnlock = /unlock/i;

/** `lock` of `&priv->txq.lock`. */
export function lastName(text: string): string {
  return /\w+(?=\W*$)/.exec(text)?.[0] ?? '';
}

/** Of functions that release what they have not taken: whether nobody leaves such a lock held for others, and no caller of the function holds one. */
export function isNeverHandedOver(analysis: Analysis): (id: FunctionId, lock: LockReference) => boolean {
  const kept = [...irregularitiesOf(analysis, 'kept'), ...irregularitiesOf(analysis, 'leak')].flatMap(({ what }) => what.lock ?? []);
  const classes = new Set(kept.flatMap((lock) => lock.class ?? []));
  const names = new Set(kept.map((lock) => lastName(lock.text)));
  const heldByCallers = locksOfCallers(analysis, new Set(irregularitiesOf(analysis, 'unpaired').map(({ id }) => id)));
  return (id, lock) => !(lock.class && classes.has(lock.class)) && !names.has(lastName(lock.text)) && !heldByCallers.get(id)?.some((held) => mayBeSame(held, lock));
}

/** What is held where one of the functions is called, in one look at the whole program. */
function locksOfCallers({ program, flowOf }: Analysis, wanted: ReadonlySet<FunctionId>): ReadonlyMap<FunctionId, readonly LockReference[]> {
  const found = new Map<FunctionId, LockReference[]>();
  if (wanted.size === 0) return found;
  for (const caller of program.table.functions)
    for (const { callees, state } of flowOf(caller.id).guardedCalls)
      for (const callee of callees) if (wanted.has(callee)) found.set(callee, [...(found.get(callee) ?? []), ...state.held.map(({ lock }) => lock)]);
  return found;
}

function mayBeSame(a: LockReference, b: LockReference): boolean {
  return (a.class !== undefined && a.class === b.class) || lastName(a.text) === lastName(b.text);
}
