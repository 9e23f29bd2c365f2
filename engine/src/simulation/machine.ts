/** The machine: what can happen in a state, and what each of it does. Pure: a transition copies the state. */

import { arrive, firstPending, invoke, leave, runPending, switchTo } from './arrivals.ts';
import { badAt, type Bad } from './bad.ts';
import { guard, updateMap } from './bpf.ts';
import { counted, type Log } from './events.ts';
import { acquire, release, timeOut } from './lock-actions.ts';
import { ownersAgainst } from './locks.ts';
import { applyMask } from './masks.ts';
import { arrival, atomicReason, canSwitchTo, levelOf } from './preemption.ts';
import { findsOtherCpu } from './rqspinlock.ts';
import { copyState, topOf, type MachineState } from './state.ts';
import type { Action, ActorId, Scenario } from './types.ts';

/** `run`: the next action of what is on top of its CPU. `arrive`: an interrupt. `switch`: a task, or softirqs in ksoftirqd. `timeout`: an rqspinlock gives up. */
export interface Transition {
  readonly kind: 'run' | 'arrive' | 'switch' | 'timeout';
  readonly actor: ActorId;
}

export interface Outcome {
  readonly state: MachineState;
  readonly bad: Bad | undefined;
}

export function transitions(scenario: Scenario, s: MachineState): Transition[] {
  const found: Transition[] = [];
  scenario.actors.forEach((actor, id) => {
    const a = s.actors[id];
    if (topOf(s, actor.cpu) === id && canStep(scenario, s, id)) found.push({ kind: 'run', actor: id });
    if (topOf(s, actor.cpu) === id && a.waiting && isResilient(scenario, id, a.pc)) found.push({ kind: 'timeout', actor: id });
    if (arrival(scenario, s, id) !== 'no') found.push({ kind: 'arrive', actor: id });
    if (isSwitchable(scenario, s, id)) found.push({ kind: 'switch', actor: id });
  });
  return found;
}

function isResilient(scenario: Scenario, id: ActorId, pc: number): boolean {
  const action = scenario.actors[id].program[pc];
  return action.do === 'acquire' && action.waiting === 'resilient';
}

/** A waiter steps when what it waits for is there; everything else always does. */
function canStep(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  const action = scenario.actors[id].program[s.actors[id].pc];
  if (!s.actors[id].waiting) return true;
  if (action.do === 'acquire') return ownersAgainst(scenario, s, id, action).length === 0 || (action.waiting === 'resilient' && findsOtherCpu(scenario, s, id, action.lock));
  return action.do !== 'wait' || !isUnderWay(s, id, action.actor);
}

/** Tasks that can go on, and softirqs left pending, which ksoftirqd takes. */
function isSwitchable(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  const a = s.actors[id];
  const isPending = a.status === 'pending' && levelOf(scenario, scenario.actors[id]) === 'softirq';
  if ((a.status !== 'ready' && !isPending) || !canSwitchTo(scenario, s, id)) return false;
  return isPending ? firstPending(scenario, s, scenario.actors[id].cpu) === id : canStep(scenario, s, id);
}

/** Whether `target` has begun and not finished; `id` may be the target itself. */
export function isUnderWay(s: MachineState, id: ActorId, target: ActorId): boolean {
  const { status, pc } = s.actors[target];
  return target === id || status === 'on-cpu' || (status === 'ready' && pc > 0);
}

export function apply(scenario: Scenario, before: MachineState, { kind, actor: id }: Transition, log: Log = () => undefined): Outcome {
  const s = copyState(before);
  if (kind === 'arrive') arrive(scenario, s, id, log);
  else if (kind === 'switch') switchTo(scenario, s, id, log);
  else if (kind === 'timeout') timeOut(scenario, s, id, log);
  else {
    const bad = step(scenario, s, id, log);
    if (bad) return { state: s, bad };
  }
  return { state: s, bad: badAt(scenario, s, id) };
}

// --- actions -----------------------------------------------------------------------------------------------------------------------

function step(scenario: Scenario, s: MachineState, id: ActorId, log: Log): Bad | undefined {
  const { program } = scenario.actors[id];
  const a = s.actors[id];
  // What nobody else can see is no point at which interleavings differ: it goes with the next action that is seen.
  while (a.pc < program.length) {
    const action = program[a.pc];
    const bad = perform(scenario, s, id, action, log);
    if (bad || !isLocal(action)) return bad;
  }
  const left = badAt(scenario, s, id, true);
  leave(scenario, s, id, log);
  return left;
}

/** Actions that neither change nor read what others see. */
function isLocal(action: Action): boolean {
  return action.do === 'enter' || action.do === 'call' || action.do === 'return';
}

function perform(scenario: Scenario, s: MachineState, id: ActorId, action: Action, log: Log): Bad | undefined {
  const a = s.actors[id];
  const done = (note = ''): void => {
    log(s, { actor: id, kind: 'run', action, note });
    a.pc++;
  };
  switch (action.do) {
    case 'enter':
      // An interrupt's arrival says the same.
      if (scenario.actors[id].context !== 'process' || scenario.actors[id].nested) return a.pc++, undefined;
      return done(), undefined;
    case 'call': case 'return':
      return done(), undefined;
    case 'mask':
      return mask(scenario, s, id, action, log);
    case 'rcu':
      a.rcu += action.by;
      if (a.rcu === 0) for (const [callback, readers] of s.grace) s.grace.set(callback, readers.filter((r) => r !== id));
      return done(), undefined;
    case 'sleep': {
      const reason = atomicReason(scenario, s, id);
      done();
      return reason ? counted(scenario, { kind: 'sleep-in-atomic', actor: id, action, detail: reason }) : undefined;
    }
    case 'queue-rcu':
      s.grace.set(action.actor, s.actors.flatMap((other, i) => (other.rcu > 0 ? [i] : [])));
      return done(), undefined;
    case 'wait':
      return wait(s, id, action, log, done);
    case 'acquire':
      return acquire(scenario, s, id, action, log);
    case 'release':
      return release(scenario, s, id, action, log);
    case 'guard':
      return guard(scenario, s, id, action, log);
    case 'invoke':
      done();
      return invoke(scenario, s, id, action.actor, log), undefined;
    case 'update':
      return updateMap(scenario, s, id, action, log);
  }
}

function mask(scenario: Scenario, s: MachineState, id: ActorId, action: Action & { do: 'mask' }, log: Log): Bad | undefined {
  const a = s.actors[id];
  const wrong = applyMask(a, action.effect, action.slot);
  log(s, { actor: id, kind: 'run', action, note: '' });
  a.pc++;
  if (!wrong && action.effect === 'bh-on' && a.bh === 0) runPending(scenario, s, scenario.actors[id].cpu, log);
  return wrong && counted(scenario, { kind: wrong, actor: id, action, detail: '' });
}

function wait(s: MachineState, id: ActorId, action: Action & { do: 'wait' }, log: Log, done: (note?: string) => void): undefined {
  const a = s.actors[id];
  if (isUnderWay(s, id, action.actor)) {
    a.waiting = true;
    log(s, { actor: id, kind: 'wait', action, note: '' });
    return;
  }
  const target = s.actors[action.actor];
  if (target.status === 'absent' || target.status === 'pending' || target.status === 'ready') target.status = 'cancelled';
  a.waiting = false;
  done();
}
