/**
 * Resilient spinlocks by kernel version: when an attempt is recorded in the CPU's table of held locks, and what a waiter finds there.
 * An NMI that comes between taking the word and recording it finds the lock busy and no owner on its CPU.
 */

import type { MachineState } from './state.ts';
import type { ActorId, LockId, Scenario } from './types.ts';

export interface ResilientProfile {
  /** The attempt is recorded before the word is taken, and the word dropped before the record. */
  readonly recordsFirst: boolean;
  /** Milliseconds until the first look at the table. */
  readonly firstCheck: number;
}

/** How long a waiter spins before it gives up, in milliseconds of virtual time. */
export const RESILIENT_TIMEOUT = 250;

const late: ResilientProfile = { recordsFirst: false, firstCheck: 1 };
const lateCheck: ResilientProfile = { recordsFirst: true, firstCheck: 1 };
const early: ResilientProfile = { recordsFirst: true, firstCheck: 0 };

/** First fixed release of each stable branch that had the wrong order: 6.17.13 and 6.18.2. */
export function profileOf(kernel: string): ResilientProfile {
  const [major, minor, patch = 0] = kernel.split('.').map(Number);
  if (major > 6 || (major === 6 && minor >= 19)) return early;
  if (major === 6 && minor === 18) return patch >= 2 ? lateCheck : late;
  if (major === 6 && minor === 17) return patch >= 13 ? lateCheck : late;
  return late;
}

/** The same lock stands in this CPU's table, for this actor or one that it interrupted: -EDEADLK. */
export function findsOwnCpu(scenario: Scenario, s: MachineState, id: ActorId, lock: LockId): boolean {
  return s.stacks[scenario.actors[id].cpu].some((other) => {
    const own = s.actors[other].recorded.filter((l) => l === lock).length;
    return other === id ? own > (profileOf(scenario.kernel).recordsFirst ? 1 : 0) : own > 0;
  });
}

/** Two CPUs each wait for what the other holds: -EDEADLK. */
export function findsOtherCpu(scenario: Scenario, s: MachineState, id: ActorId, lock: LockId): boolean {
  const mine = s.actors[id].held.map((h) => h.lock);
  return s.owners[lock].some(({ actor }) => {
    const action = scenario.actors[actor].program[s.actors[actor].pc];
    return s.actors[actor].waiting && action.do === 'acquire' && mine.includes(action.lock);
  });
}
