/** Functions that take one lock or another, or none, as a flag says: which one it was for an object is often not known. */

import { excludeEachOther } from '../analysis/reached.ts';
import { spins, type Held } from '../analysis/state.ts';
import type { Exit } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { mayReturnWithout } from '../analysis/ways.ts';
import type { FunctionId } from '../program/types.ts';

/** Two are followed apart; of the ways through so many, too few are. */
const MANY = 3;

/** Whether its taker takes a lock that sleeps instead where the object says so: who sleeps while holding it does so for those objects. */
export function isEitherKind({ flowOf }: Analysis, { taker, kind }: Held): boolean {
  if (taker === undefined || !spins(kind)) return false;
  const { exits } = flowOf(taker);
  const sleeping = exits.filter(holdsSleepingOnly);
  // Where an argument makes the difference each call gives its own.
  return exits.some((exit) => holdsSpinning(exit) && sleeping.some((other) => !excludeEachOther(exit.conditions, other.conditions)));
}

/** A callee took the lock on some of its ways, and what it returns does not tell which: the call that releases it mostly asks the same again, in a way that was not followed. */
export function mayNotBeHeld({ flowOf }: Analysis, { taker }: Held): boolean {
  if (taker === undefined) return false;
  const { exits } = flowOf(taker);
  const taking = exits.filter((exit) => exit.held.length > 0);
  const isAlike = (a: string, b: string): boolean => a === b || a === '' || b === '';
  return exits.some((exit) => exit.held.length === 0 && taking.some(({ value }) => isAlike(value, exit.value)));
}

function holdsSpinning({ held }: Exit): boolean {
  return held.some(({ kind }) => spins(kind));
}

function holdsSleepingOnly(exit: Exit): boolean {
  return !holdsSpinning(exit) && exit.held.some(({ kind }) => kind !== 'rcu');
}

/** Whether the function takes many locks, each only sometimes, this one among them. */
export function isOneOfMany({ program, flowOf }: Analysis, id: FunctionId, operation: number): boolean {
  const view = program.viewOf(id);
  if (!mayReturnWithout(view, operation)) return false;
  const locks = new Set(flowOf(id).acquisitions.filter((a) => mayReturnWithout(view, a.operation)).map((a) => a.lock.key));
  return locks.size >= MANY;
}
