/** Whether a function that was summed up anew looks the same to its callers: then none of them has to be. */

import type { LockReference } from '../program/lock-classes.ts';
import type { Dropped, Held } from './state.ts';
import type { Chain, Exit, FunctionFlow, Reached, ReachedAcquisition, ReachedSleep, ReachedWait } from './summary.ts';

export interface Renewed {
  readonly flow: FunctionFlow;
  readonly isSame: boolean;
}

/**
 * The new flow with what it has in common with the old one: callers' chains lead through the old one's, which therefore live on, moved
 * to the operations where their calls stand now.
 */
export function renew(old: FunctionFlow, fresh: FunctionFlow): Renewed {
  const acquisitions = renewReached(old.reachedAcquisitions, fresh.reachedAcquisitions, isSameAcquisition);
  const sleeps = renewReached(old.reachedSleeps, fresh.reachedSleeps, isSameSleep);
  const waits = renewReached(old.reachedWaits, fresh.reachedWaits, isSameWait);
  const isSame = acquisitions.isSame && sleeps.isSame && waits.isSame && old.leadsNowhere === fresh.leadsNowhere && isSameList(old.exits, fresh.exits, isSameExit);
  return { isSame, flow: { ...fresh, reachedAcquisitions: acquisitions.list, reachedSleeps: sleeps.list, reachedWaits: waits.list } };
}

function renewReached<T extends Reached>(old: readonly T[], fresh: readonly T[], isSame: (a: T, b: T) => boolean): { readonly list: readonly T[]; readonly isSame: boolean } {
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

function isSameReached(a: Reached, b: Reached): boolean {
  return a.contexts === b.contexts && isSameChain(a.chain, b.chain) && isSameMap(a.conditions, b.conditions) && isSameList(a.dropped, b.dropped, isEqual);
}

/** The callee's own chains keep their identity where they stay the same: see `renew`. */
function isSameChain(a: Chain, b: Chain): boolean {
  return a.depth === b.depth && a.callee === b.callee && a.next === b.next;
}

function isSameAcquisition(a: ReachedAcquisition, b: ReachedAcquisition): boolean {
  return a.row === b.row && a.subclass === b.subclass && a.irq === b.irq && a.bh === b.bh && isSameLock(a.lock, b.lock) && isSameReached(a, b);
}

function isSameSleep(a: ReachedSleep, b: ReachedSleep): boolean {
  return isSameRow(a.row, b.row) && a.gfpParameter === b.gfpParameter && a.irq === b.irq && isSameReached(a, b);
}

function isSameWait(a: ReachedWait, b: ReachedWait): boolean {
  return a.row === b.row && a.objectName === b.objectName && isSameLock(a.object, b.object) && isSameReached(a, b);
}

/** Rows of APIs that sleep because they take a lock are made on the spot. */
function isSameRow(a: ReachedSleep['row'], b: ReachedSleep['row']): boolean {
  return a === b || (a.api === b.api && a.fault === b.fault && a.gfp === b.gfp && a.why === b.why);
}

function isSameExit(a: Exit, b: Exit): boolean {
  return a.irq === b.irq && a.restored === b.restored && a.bh === b.bh && a.preempt === b.preempt && a.quiesced === b.quiesced && a.armed === b.armed
    && a.contexts === b.contexts && a.slept === b.slept && a.levels === b.levels && a.value === b.value
    && isSameList(a.held, b.held, isSameHeld) && isSameList(a.dropped, b.dropped, isSameDropped) && isSameMap(a.saved, b.saved) && isSameMap(a.conditions, b.conditions);
}

function isSameHeld(a: Held, b: Held): boolean {
  return a.kind === b.kind && a.mode === b.mode && a.api === b.api && a.effect === b.effect && a.irqBefore === b.irqBefore && a.subclass === b.subclass && isSameLock(a.lock, b.lock);
}

function isSameDropped(a: Dropped, b: Dropped): boolean {
  return a.effect === b.effect && isSameLock(a.lock, b.lock);
}

function isSameLock(a: LockReference, b: LockReference): boolean {
  return a.key === b.key && a.class === b.class && a.text === b.text && a.parameter === b.parameter && (a.suffix === b.suffix || isSameList(a.suffix ?? [], b.suffix ?? [], isEqual));
}

function isSameMap<V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, V>): boolean {
  return a === b || isSameList([...a], [...b], ([key, value], [other, otherValue]) => key === other && value === otherValue);
}

function isSameList<T>(a: readonly T[], b: readonly T[], isSame: (x: T, y: T) => boolean): boolean {
  return a.length === b.length && a.every((entry, i) => isSame(entry, b[i]));
}

function isEqual(a: string, b: string): boolean {
  return a === b;
}
