/** Acquisitions, trylocks, rqspinlocks and releases, with the masks that go with them. */

import { invoke, runPending } from './arrivals.ts';
import type { Bad } from './bad.ts';
import { counted, type Log } from './events.ts';
import { drop, isSleepingLock, maskEffect, mayBlock, ownersAgainst, take } from './locks.ts';
import { applyMask, counterpart } from './masks.ts';
import { atomicReason } from './preemption.ts';
import { findsOtherCpu, findsOwnCpu, profileOf, RESILIENT_TIMEOUT } from './rqspinlock.ts';
import type { MachineState } from './state.ts';
import type { Acquire, ActorId, Release, Scenario } from './types.ts';

export function acquire(scenario: Scenario, s: MachineState, id: ActorId, action: Acquire, log: Log): Bad | undefined {
  const a = s.actors[id];
  if (action.waiting === 'resilient') return acquireResilient(scenario, s, id, action, log);
  const against = ownersAgainst(scenario, s, id, action);
  const reason = !a.waiting && mayBlock(scenario, action) ? atomicReason(scenario, s, id, action.lock) : '';
  if (!a.waiting) {
    // An interrupt cannot come between the mask and the lock.
    const wrong = applyMask(a, maskEffect(scenario, action), action.slot);
    const kind = wrong ?? (reason ? 'sleep-in-atomic' : undefined);
    const bad = kind && counted(scenario, { kind, actor: id, action, detail: reason });
    if (bad) return log(s, { actor: id, kind: 'run', action, note: '' }), bad;
  }
  if (against.length && action.waiting === 'try') return fail(scenario, s, action, id, log, 'it is busy');
  if (against.length) {
    a.waiting = true;
    log(s, { actor: id, kind: 'wait', action, note: isSleepingLock(scenario, action.lock) ? 'blocks' : 'spins' });
    return undefined;
  }
  a.waiting = false;
  take(s, id, action.lock, action.mode);
  log(s, { actor: id, kind: 'run', action, note: '' });
  a.pc++;
  if (action.runs !== undefined) invoke(scenario, s, id, action.runs, log);
  return undefined;
}

/** A failed acquisition undoes its mask and goes where the program says. */
function fail(scenario: Scenario, s: MachineState, action: Acquire, id: ActorId, log: Log, why: string): Bad | undefined {
  const a = s.actors[id];
  applyMask(a, counterpart(maskEffect(scenario, action)), action.slot);
  a.waiting = false;
  log(s, { actor: id, kind: 'run', action, note: `fails: ${why}` });
  a.pc = action.otherwise ?? a.pc + 1;
  return counted(scenario, { kind: 'helper-failed', actor: id, action, detail: why });
}

/** Two steps, so that an NMI can come between the word and the record. */
function acquireResilient(scenario: Scenario, s: MachineState, id: ActorId, action: Acquire, log: Log): Bad | undefined {
  const a = s.actors[id];
  const profile = profileOf(scenario.kernel);
  const record = (): void => void a.recorded.push(action.lock);
  if (!a.half && !a.waiting) {
    applyMask(a, maskEffect(scenario, action), action.slot);
    if (profile.recordsFirst) {
      record();
      a.half = true;
      return log(s, { actor: id, kind: 'run', action, note: 'records the attempt' }), undefined;
    }
  } else if (a.half && !profile.recordsFirst) {
    record();
    a.half = false;
    a.pc++;
    return log(s, { actor: id, kind: 'run', action, note: 'records that it holds it' }), undefined;
  }
  const against = ownersAgainst(scenario, s, id, action);
  a.half = false;
  if (against.length === 0) {
    a.waiting = false;
    take(s, id, action.lock, action.mode);
    if (profile.recordsFirst) a.pc++;
    else a.half = true;
    log(s, { actor: id, kind: 'run', action, note: profile.recordsFirst ? '' : 'takes the word' });
    if (action.runs !== undefined) invoke(scenario, s, id, action.runs, log);
    return undefined;
  }
  if (findsOwnCpu(scenario, s, id, action.lock)) {
    s.time += profile.firstCheck;
    return giveUp(scenario, s, id, action, log, '-EDEADLK, this CPU holds it');
  }
  if (a.waiting && findsOtherCpu(scenario, s, id, action.lock)) {
    s.time += 1;
    return giveUp(scenario, s, id, action, log, '-EDEADLK, its owner waits for this CPU');
  }
  a.waiting = true;
  return log(s, { actor: id, kind: 'wait', action, note: 'spins' }), undefined;
}

function giveUp(scenario: Scenario, s: MachineState, id: ActorId, action: Acquire, log: Log, why: string): Bad | undefined {
  const a = s.actors[id];
  if (profileOf(scenario.kernel).recordsFirst) a.recorded.splice(a.recorded.lastIndexOf(action.lock), 1);
  return fail(scenario, s, action, id, log, why);
}

export function timeOut(scenario: Scenario, s: MachineState, id: ActorId, log: Log): void {
  s.time += RESILIENT_TIMEOUT;
  giveUp(scenario, s, id, scenario.actors[id].program[s.actors[id].pc] as Acquire, log, `-ETIMEDOUT after ${RESILIENT_TIMEOUT} ms`);
}

export function release(scenario: Scenario, s: MachineState, id: ActorId, action: Release, log: Log): Bad | undefined {
  const a = s.actors[id];
  const { program } = scenario.actors[id];
  const ended = a.held.findLast((h) => h.lock === action.lock && h.mode === action.mode);
  const isOwned = ended !== undefined;
  // One that ends nothing: that is the fault of whoever thought the lock taken.
  const ends = ended ? program[ended.by] : program.find((other) => other.culprit && other.do === 'acquire' && other.lock === action.lock);
  const isResilient = scenario.locks[action.lock].kind === 'rqspinlock' && (isOwned || a.half);
  if (isResilient && !a.half) {
    // Wrong order: the record goes first, and an NMI finds a busy word that nobody on its CPU seems to hold.
    if (profileOf(scenario.kernel).recordsFirst) drop(s, id, action.lock, action.mode);
    else a.recorded.splice(a.recorded.lastIndexOf(action.lock), 1);
    a.half = true;
    return log(s, { actor: id, kind: 'run', action, note: 'first half' }), undefined;
  }
  if (isResilient) {
    if (profileOf(scenario.kernel).recordsFirst) a.recorded.splice(a.recorded.lastIndexOf(action.lock), 1);
    else drop(s, id, action.lock, action.mode);
    a.half = false;
  } else if (!drop(s, id, action.lock, action.mode)) {
    const bad = counted(scenario, { kind: 'unowned-release', actor: id, action, detail: '' }, ends);
    if (bad) return log(s, { actor: id, kind: 'run', action, note: '' }), bad;
  }
  const wrong = applyMask(a, maskEffect(scenario, action), action.slot);
  log(s, { actor: id, kind: 'run', action, note: '' });
  a.pc++;
  if (!wrong && action.effect === 'bh-on' && a.bh === 0) runPending(scenario, s, scenario.actors[id].cpu, log);
  return wrong && counted(scenario, { kind: wrong, actor: id, action, detail: '' }, ends);
}
