/** What a helper of BPF programs does to a map inside the kernel, as actions: known by the tables, not read. */

import type { BpfLockEra } from '../knowledge/bpf-types.ts';
import type { LockKind } from '../knowledge/types.ts';
import type { Action, ActorId, LockId, Place, Waiting } from './types.ts';

/** The lock of a map on some kernel. */
export interface MapLock {
  readonly name: string;
  readonly kind: LockKind;
  readonly waiting: Waiting;
  /** A per-CPU counter is raised around it, and who finds it raised fails. */
  readonly isGuarded: boolean;
}

export function mapLockOf(name: string, { primitive, guard, nested }: Pick<BpfLockEra, 'primitive' | 'guard' | 'nested'>): MapLock {
  const kind = primitive.startsWith('rqspinlock') ? 'rqspinlock' : primitive.startsWith('spinlock') ? 'spinlock' : 'raw_spinlock';
  const isGuarded = guard !== undefined && nested === 'error';
  return { name, kind, isGuarded, waiting: kind === 'rqspinlock' ? 'resilient' : nested === 'error' && !isGuarded ? 'try' : 'wait' };
}

/** A program that is attached to the kernel's code of the operation: inside the lock, or to the lock's own code. */
export interface Attached {
  readonly actor: ActorId;
  readonly at: 'inside' | 'taking';
}

/** The helper masks hardirqs, takes the map's lock and gives it back before it returns. `slot`: where the interrupt state is saved. */
export function mapActions(place: Place, map: MapLock, lock: LockId, slot: number, attached?: Attached): Action[] {
  const raise = (by: 1 | -1, what: string): Action[] => (map.isGuarded ? [{ ...place, what, do: 'guard', guard: 0, by, otherwise: 0 }] : []);
  const inside: Action[] = attached?.at === 'inside' ? [{ ...place, what: 'reaches, with the lock held, the place that a program is attached to', do: 'invoke', actor: attached.actor }] : [];
  return [
    ...raise(1, `${place.what}: raises the busy counter of this CPU`),
    { ...place, do: 'acquire', lock, mode: 'exclusive', effect: 'irq-save', slot, waiting: map.waiting, ...(attached?.at === 'taking' && { runs: attached.actor }) },
    ...inside,
    { ...place, what: `${place.what}: gives it back`, do: 'release', lock, mode: 'exclusive', effect: 'irq-restore', slot },
    ...raise(-1, `${place.what}: lowers the busy counter`),
  ];
}
