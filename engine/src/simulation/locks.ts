/** Who gets a lock, who waits, and who waits for whom. */

import type { IrqEffect, LockKind } from '../knowledge/types.ts';
import type { Held, MachineState } from './state.ts';
import type { Acquire, ActorId, LockId, Scenario } from './types.ts';

const sleeping: ReadonlySet<LockKind> = new Set(['mutex', 'rwsem', 'semaphore', 'rt_mutex', 'socket', 'srcu', 'other']);
/** On PREEMPT_RT these are sleeping locks too. */
const sleepingOnRt: ReadonlySet<LockKind> = new Set(['spinlock', 'rwlock', 'local_lock', 'seqlock']);

/** Its waiters give up the CPU, and its owner can be preempted. */
export function isSleepingLock(scenario: Scenario, lock: LockId): boolean {
  const { kind } = scenario.locks[lock];
  return sleeping.has(kind) || (scenario.preemption === 'rt' && sleepingOnRt.has(kind));
}

/** Its waiters spin, but for PREEMPT_RT: there it masks no hardirqs either, and may be waited for in an RCU reader and with softirqs off. */
export function sleepsOnlyHere(scenario: Scenario, lock: LockId): boolean {
  const { kind } = scenario.locks[lock];
  return scenario.preemption === 'rt' && sleepingOnRt.has(kind);
}

/** What taking or releasing a lock does to the masks. */
export function maskEffect(scenario: Scenario, { lock, effect }: Pick<Acquire, 'lock' | 'effect'>): IrqEffect {
  return sleepsOnlyHere(scenario, lock) && effect !== 'bh-off' && effect !== 'bh-on' ? 'none' : effect;
}

/** Forbidden in atomic context whether it has to wait or not. */
export function mayBlock(scenario: Scenario, action: Acquire): boolean {
  return action.waiting === 'wait' && isSleepingLock(scenario, action.lock);
}

/** Owners that keep `id` from taking the lock. Readers in interrupts pass waiting writers; other readers queue behind them. */
export function ownersAgainst(scenario: Scenario, s: MachineState, id: ActorId, action: Acquire): readonly ActorId[] {
  // Off PREEMPT_RT a local lock only masks.
  if (scenario.locks[action.lock].kind === 'local_lock' && scenario.preemption !== 'rt') return [];
  const owners = s.owners[action.lock];
  const against = owners.filter((o) => o.mode === 'exclusive' || action.mode === 'exclusive').map((o) => o.actor);
  if (against.length || action.mode === 'exclusive' || owners.length === 0 || scenario.actors[id].context !== 'process') return against;
  return waitersOf(scenario, s, action.lock).filter((other) => other !== id && exclusiveAt(scenario, s, other));
}

function exclusiveAt(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  const action = scenario.actors[id].program[s.actors[id].pc];
  return action.do === 'acquire' && action.mode === 'exclusive';
}

export function waitersOf(scenario: Scenario, s: MachineState, lock: LockId): ActorId[] {
  return scenario.actors.flatMap((actor, id) => {
    const action = actor.program[s.actors[id].pc];
    return s.actors[id].waiting && action?.do === 'acquire' && action.lock === lock ? [id] : [];
  });
}

export function take(s: MachineState, id: ActorId, lock: LockId, mode: 'exclusive' | 'shared'): void {
  s.owners[lock].push({ actor: id, mode });
  s.actors[id].held.push({ lock, mode, by: s.actors[id].pc });
}

/** What was held; undefined when `id` does not own the lock in that mode. */
export function drop(s: MachineState, id: ActorId, lock: LockId, mode: 'exclusive' | 'shared'): Held | undefined {
  const { held } = s.actors[id];
  const at = held.findLastIndex((h) => h.lock === lock && h.mode === mode);
  const owner = s.owners[lock].findLastIndex((o) => o.actor === id && o.mode === mode);
  if (at === -1 || owner === -1) return undefined;
  s.owners[lock].splice(owner, 1);
  return held.splice(at, 1)[0];
}
