/** The machine: what can happen in a state, and what each of it does. Pure: a transition copies the state. */

import { badAt, type Bad } from './bad.ts';
import { drop, isSleepingLock, mayBlock, ownersAgainst, take } from './locks.ts';
import { applyMask, counterpart } from './masks.ts';
import { arrival, atomicReason, canSwitchTo, inInterrupt, isRunningElsewhere, levelOf } from './preemption.ts';
import { findsOtherCpu, findsOwnCpu, profileOf, RESILIENT_TIMEOUT } from './rqspinlock.ts';
import { softirqVectors } from '../knowledge/types.ts';
import { copyState, topOf, type MachineState } from './state.ts';
import type { Acquire, Action, ActorId, Release, Scenario } from './types.ts';
import { guard, updateMap } from './bpf.ts';

/** `run`: the next action of what is on top of its CPU. `arrive`: an interrupt. `switch`: a task, or softirqs in ksoftirqd. `timeout`: an rqspinlock gives up. */
export interface Transition {
  readonly kind: 'run' | 'arrive' | 'switch' | 'timeout';
  readonly actor: ActorId;
}

/** What happened, for the timeline. */
export interface Event {
  readonly actor: ActorId;
  readonly kind: 'arrive' | 'run' | 'wait' | 'leave' | 'switch' | 'held-off';
  readonly action?: Action;
  readonly note: string;
}

/** Told of each event, with the state right after it. */
export type Log = (s: MachineState, event: Event) => void;

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

// --- coming and going ------------------------------------------------------------------------------------------------------------

function arrive(scenario: Scenario, s: MachineState, id: ActorId, log: Log): void {
  const actor = scenario.actors[id];
  const a = s.actors[id];
  if (arrival(scenario, s, id) === 'now') return push(scenario, s, id, log, actor.context === 'softirq' ? 'an interrupt comes; on its exit' : '');
  const isThread = levelOf(scenario, actor) === 'task';
  a.status = isThread ? 'ready' : 'pending';
  log(s, { actor: id, kind: 'held-off', note: isThread ? 'is woken as a thread' : 'is raised and stays pending' });
}

function push(scenario: Scenario, s: MachineState, id: ActorId, log: Log, how: string): void {
  const actor = scenario.actors[id];
  const below = topOf(s, actor.cpu);
  s.actors[id].status = 'on-cpu';
  s.stacks[actor.cpu].push(id);
  const interrupted = below === undefined ? '' : `, interrupting ${scenario.actors[below].function}()`;
  log(s, { actor: id, kind: 'arrive', note: `${how ? `${how} ` : ''}${actor.function}() begins${interrupted}` });
}

/** The task that was on the CPU stays where it is and waits for its turn. */
function switchTo(scenario: Scenario, s: MachineState, id: ActorId, log: Log): void {
  const actor = scenario.actors[id];
  const stack = s.stacks[actor.cpu];
  const before = stack.pop();
  if (before !== undefined) s.actors[before].status = 'ready';
  const isPending = s.actors[id].status === 'pending';
  s.actors[id].status = 'on-cpu';
  stack.push(id);
  log(s, { actor: id, kind: 'switch', note: `${isPending ? 'ksoftirqd takes the CPU and runs' : 'the CPU is given to'} ${actor.function}()${before === undefined ? '' : ` in place of ${scenario.actors[before].function}()`}` });
}

function leave(scenario: Scenario, s: MachineState, id: ActorId, log: Log): void {
  const { cpu } = scenario.actors[id];
  s.actors[id].status = 'done';
  s.stacks[cpu].splice(s.stacks[cpu].indexOf(id), 1);
  for (const [callback, readers] of s.grace) s.grace.set(callback, readers.filter((r) => r !== id));
  if (levelOf(scenario, scenario.actors[id]) !== 'task') runPending(scenario, s, cpu, log);
}

/** Softirqs run on the exit of the outermost interrupt, and where softirqs are unmasked: in order of their vectors. */
export function runPending(scenario: Scenario, s: MachineState, cpu: number, log: Log): void {
  if (inInterrupt(scenario, s, cpu) || (s.stacks[cpu].length > 0 && !s.actors[s.stacks[cpu][0]].irqs)) return;
  const first = firstPending(scenario, s, cpu);
  if (first !== undefined) push(scenario, s, first, log, 'what was pending runs:');
}

function firstPending(scenario: Scenario, s: MachineState, cpu: number): ActorId | undefined {
  const pending = scenario.actors.flatMap((actor, id) => (actor.cpu === cpu && s.actors[id].status === 'pending' && !isRunningElsewhere(scenario, s, id) ? [id] : []));
  return pending.sort((x, y) => vectorOf(scenario, x) - vectorOf(scenario, y))[0];
}

function vectorOf(scenario: Scenario, id: ActorId): number {
  return softirqVectors.indexOf(scenario.actors[id].vector ?? 'rcu');
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
      if (scenario.actors[id].context !== 'process') return a.pc++, undefined;
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

/** Wrong things that the finding is not about are let pass. What a release does wrong, its acquisition is to blame for. */
function counted(scenario: Scenario, bad: Bad): Bad | undefined {
  return scenario.bad.includes(bad.kind) && (bad.action?.culprit === true || bad.action?.do === 'release') ? bad : undefined;
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

function acquire(scenario: Scenario, s: MachineState, id: ActorId, action: Acquire, log: Log): Bad | undefined {
  const a = s.actors[id];
  if (action.waiting === 'resilient') return acquireResilient(scenario, s, id, action, log);
  const against = ownersAgainst(scenario, s, id, action);
  const reason = !a.waiting && mayBlock(scenario, action) ? atomicReason(scenario, s, id) : '';
  if (!a.waiting) {
    // An interrupt cannot come between the mask and the lock.
    const wrong = applyMask(a, action.effect, action.slot);
    const kind = wrong ?? (reason ? 'sleep-in-atomic' : undefined);
    const bad = kind && counted(scenario, { kind, actor: id, action, detail: reason });
    if (bad) return log(s, { actor: id, kind: 'run', action, note: '' }), bad;
  }
  if (against.length && action.waiting === 'try') return fail(s, a, action, id, log, 'it is busy');
  if (against.length) {
    a.waiting = true;
    log(s, { actor: id, kind: 'wait', action, note: isSleepingLock(scenario, action.lock) ? 'blocks' : 'spins' });
    return undefined;
  }
  a.waiting = false;
  take(s, id, action.lock, action.mode);
  log(s, { actor: id, kind: 'run', action, note: '' });
  a.pc++;
  return undefined;
}

/** A failed acquisition undoes its mask and goes where the program says. */
function fail(s: MachineState, a: MachineState['actors'][number], action: Acquire, id: ActorId, log: Log, why: string): undefined {
  applyMask(a, counterpart(action.effect), action.slot);
  log(s, { actor: id, kind: 'run', action, note: `fails: ${why}` });
  a.waiting = false;
  a.pc = action.otherwise ?? a.pc + 1;
}

/** Two steps, so that an NMI can come between the word and the record. */
function acquireResilient(scenario: Scenario, s: MachineState, id: ActorId, action: Acquire, log: Log): Bad | undefined {
  const a = s.actors[id];
  const profile = profileOf(scenario.kernel);
  const record = (): void => void a.recorded.push(action.lock);
  if (!a.half && !a.waiting) {
    applyMask(a, action.effect, action.slot);
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
    return log(s, { actor: id, kind: 'run', action, note: profile.recordsFirst ? '' : 'takes the word' }), undefined;
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

function giveUp(scenario: Scenario, s: MachineState, id: ActorId, action: Acquire, log: Log, why: string): undefined {
  const a = s.actors[id];
  if (profileOf(scenario.kernel).recordsFirst) a.recorded.splice(a.recorded.lastIndexOf(action.lock), 1);
  return fail(s, a, action, id, log, why);
}

function timeOut(scenario: Scenario, s: MachineState, id: ActorId, log: Log): void {
  s.time += RESILIENT_TIMEOUT;
  giveUp(scenario, s, id, scenario.actors[id].program[s.actors[id].pc] as Acquire, log, `-ETIMEDOUT after ${RESILIENT_TIMEOUT} ms`);
}

function release(scenario: Scenario, s: MachineState, id: ActorId, action: Release, log: Log): Bad | undefined {
  const a = s.actors[id];
  const isOwned = a.held.some((h) => h.lock === action.lock && h.mode === action.mode);
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
    const bad = counted(scenario, { kind: 'unowned-release', actor: id, action, detail: '' });
    if (bad) return log(s, { actor: id, kind: 'run', action, note: '' }), bad;
  }
  const wrong = applyMask(a, action.effect, action.slot);
  log(s, { actor: id, kind: 'run', action, note: '' });
  a.pc++;
  if (!wrong && action.effect === 'bh-on' && a.bh === 0) runPending(scenario, s, scenario.actors[id].cpu, log);
  return wrong && counted(scenario, { kind: wrong, actor: id, action, detail: '' });
}
