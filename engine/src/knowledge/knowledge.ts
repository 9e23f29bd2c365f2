/** The built-in tables put together, and a project's own rows laid over them. */

import { accessors } from './accessors.ts';
import { callbacks } from './callbacks.ts';
import { guards } from './guards.ts';
import { lifetimes } from './lifetimes.ts';
import { locks } from './locks.ts';
import { members } from './members.ts';
import { instrumentation } from './instrumentation.ts';
import { noReturn } from './no-return.ts';
import { queries } from './queries.ts';
import { sleeps } from './sleeps.ts';
import { lastReferences, synchronous } from './synchronous.ts';
import { queueings, syncWaits } from './sync-waits.ts';
import { takenInside } from './taken-inside.ts';
import type { Knowledge } from './types.ts';

export const kernelKnowledge: Knowledge = { callbacks, members, locks, guards, sleeps, syncWaits, lifetimes, queries, accessors, synchronous, queueings, takenInside, lastReferences, noReturn, instrumentation };

/** Rows of `extra` come after and, where they name the same API, instead of the built-in ones. */
export function mergeKnowledge(base: Knowledge, extra: Partial<Knowledge>): Knowledge {
  return {
    callbacks: over(base.callbacks, extra.callbacks, (row) => `${row.api}#${row.argument}`),
    members: over(base.members, extra.members, (row) => `${row.struct}.${row.member}`),
    locks: over(base.locks, extra.locks, (row) => row.api),
    guards: over(base.guards, extra.guards, (row) => row.guard),
    sleeps: over(base.sleeps, extra.sleeps, (row) => row.api),
    syncWaits: over(base.syncWaits, extra.syncWaits, (row) => row.api),
    lifetimes: over(base.lifetimes, extra.lifetimes, (row) => `${row.api}#${row.source}`),
    queries: over(base.queries, extra.queries, (row) => row.api),
    accessors: over(base.accessors, extra.accessors, (row) => row.api),
    synchronous: over(base.synchronous ?? [], extra.synchronous, (row) => row.api),
    queueings: over(base.queueings ?? [], extra.queueings, (row) => row.api),
    takenInside: over(base.takenInside ?? [], extra.takenInside, (row) => row.api),
    lastReferences: [...(base.lastReferences ?? []), ...(extra.lastReferences ?? [])],
    noReturn: [...(base.noReturn ?? []), ...(extra.noReturn ?? [])],
    instrumentation: [...(base.instrumentation ?? []), ...(extra.instrumentation ?? [])],
  };
}

function over<T>(base: readonly T[], extra: readonly T[] | undefined, key: (row: T) => string): readonly T[] {
  if (!extra?.length) return base;
  const named = new Set(extra.map(key));
  return [...base.filter((row) => !named.has(key(row))), ...extra];
}
