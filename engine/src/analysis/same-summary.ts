/** Whether a function that was summed up anew looks the same to its callers: then none of them has to be. */

import type { FunctionFlow, Reached } from './summary.ts';

export interface Renewed {
  readonly flow: FunctionFlow;
  readonly isSame: boolean;
}

/**
 * The new flow with what it has in common with the old one: callers' chains lead through the old one's, which therefore live on, moved
 * to the operations where their calls stand now.
 */
export function renew(old: FunctionFlow, fresh: FunctionFlow): Renewed {
  const acquisitions = renewReached(old.reachedAcquisitions, fresh.reachedAcquisitions);
  const sleeps = renewReached(old.reachedSleeps, fresh.reachedSleeps);
  const waits = renewReached(old.reachedWaits, fresh.reachedWaits);
  const isAll = acquisitions.isSame && sleeps.isSame && waits.isSame && old.leadsNowhere === fresh.leadsNowhere && isSameList(old.exits, fresh.exits);
  return { isSame: isAll, flow: { ...fresh, reachedAcquisitions: acquisitions.list, reachedSleeps: sleeps.list, reachedWaits: waits.list } };
}

function renewReached<T extends Reached>(old: readonly T[], fresh: readonly T[]): { readonly list: readonly T[]; readonly isSame: boolean } {
  const left = new Set(old);
  const list = fresh.map((entry) => {
    for (const known of left) {
      if (!isSame(known, entry)) continue;
      left.delete(known);
      Object.assign(known.chain, { operation: entry.chain.operation });
      return known;
    }
    return entry;
  });
  return { list, isSame: list.length === old.length && list.every((entry, i) => entry === old[i]) };
}

/** What stands where in the code is no matter of callers. */
const ofNoInterest = 'operation';
/** Compared by identity: classes are interned, and callees' own chains live on where they stay the same (see `renew`). */
const identities: ReadonlySet<string> = new Set(['class', 'next']);

/** Everything that a caller can see, whatever fields there will be. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (a instanceof Map) return b instanceof Map && isSameList([...a], [...b]);
  if (Array.isArray(a)) return Array.isArray(b) && isSameList(a, b);
  const [x, y] = [a, b] as Record<string, unknown>[];
  const keys = new Set([...Object.keys(x), ...Object.keys(y)]);
  keys.delete(ofNoInterest);
  for (const key of keys) if (identities.has(key) ? x[key] !== y[key] : !isSame(x[key], y[key])) return false;
  return true;
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((entry, i) => isSame(entry, b[i]));
}
