/** Who may run: the kernel's rules of which context interrupts which. */

import { isSleepingLock, sleepsOnlyHere } from './locks.ts';
import { topOf, type MachineState } from './state.ts';
import type { Actor, ActorId, LockId, Scenario } from './types.ts';

/** How an actor runs under the scenario's preemption model: PREEMPT_RT runs softirqs and most handlers in threads. */
export type Level = 'task' | 'softirq' | 'hardirq' | 'nmi';

export function levelOf(scenario: Scenario, actor: Actor): Level {
  if (actor.context === 'process') return 'task';
  if (actor.context === 'nmi') return 'nmi';
  if (scenario.preemption !== 'rt') return actor.context;
  return actor.context === 'hardirq' && actor.hard ? 'hardirq' : 'task';
}

export function hardirqsOn(scenario: Scenario, s: MachineState, cpu: number): boolean {
  const top = topOf(s, cpu);
  return top === undefined || (s.actors[top].irqs && levelOf(scenario, scenario.actors[top]) !== 'nmi');
}

/** A softirq runs or softirqs are masked by a task; a hardirq or NMI is on the stack. */
export function inInterrupt(scenario: Scenario, s: MachineState, cpu: number): boolean {
  return s.stacks[cpu].some((id) => levelOf(scenario, scenario.actors[id]) !== 'task' || s.actors[id].bh > 0);
}

/** Whether a task on this CPU could be preempted by another: nothing above it, and nothing that forbids it. */
export function isPreemptible(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  const actor = scenario.actors[id];
  const a = s.actors[id];
  const canBe = scenario.preemption === 'full' || scenario.preemption === 'rt';
  const bhCounts = scenario.preemption !== 'rt' && a.bh > 0;
  return canBe && levelOf(scenario, actor) === 'task' && a.irqs && !bhCounts && a.preempt === 0 && !holdsSpinning(scenario, s, id) && topOf(s, actor.cpu) === id;
}

/** A lock that keeps its owner on the CPU, or an rqspinlock half taken. */
function holdsSpinning(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  const a = s.actors[id];
  const spinsFor = a.waiting && isSpinning(scenario, id, a.pc);
  return spinsFor || a.half || a.recorded.length > 0 || a.held.some((h) => !isSleepingLock(scenario, h.lock));
}

function isSpinning(scenario: Scenario, id: ActorId, pc: number): boolean {
  const action = scenario.actors[id].program[pc];
  if (action.do === 'acquire') return !isSleepingLock(scenario, action.lock);
  return action.do === 'wait' && !action.sleeps;
}

/** Blocked in a sleeping wait: the CPU is free for others. */
export function isBlocked(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  const a = s.actors[id];
  return a.waiting && levelOf(scenario, scenario.actors[id]) === 'task' && !isSpinning(scenario, id, a.pc);
}

/** What forbids sleeping here, or waiting for `lock`, for people; '' when nothing does. What only PREEMPT_RT lets sleep is an RCU reader there. */
export function atomicReason(scenario: Scenario, s: MachineState, id: ActorId, lock?: LockId): string {
  const level = levelOf(scenario, scenario.actors[id]);
  const a = s.actors[id];
  if (level !== 'task') return `in ${level} context`;
  const isRtLock = lock !== undefined && sleepsOnlyHere(scenario, lock);
  const held = a.held.find((h) => !isSleepingLock(scenario, h.lock) || (!isRtLock && sleepsOnlyHere(scenario, h.lock)));
  if (held) return `holding ${scenario.locks[held.lock].name}`;
  if (a.rcu > 0 && !isRtLock) return 'in an RCU read-side section';
  if (!a.irqs) return 'with hardirqs off';
  if (a.bh > 0 && scenario.preemption !== 'rt') return 'with softirqs off';
  return a.preempt > 0 ? 'with preemption off' : '';
}

export type Arrival = 'no' | 'now' | 'raise';

/**
 * Whether an interrupting actor can come now. NMI: whenever none runs. Hardirq: hardirqs are on (a handler runs with them off).
 * Softirq: raised by an interrupt, so hardirqs are on; runs on that interrupt's exit unless it came into a section with softirqs off,
 * a softirq or another interrupt: then it stays pending.
 */
export function arrival(scenario: Scenario, s: MachineState, id: ActorId): Arrival {
  const actor = scenario.actors[id];
  const { status } = s.actors[id];
  if (actor.nested) return 'no';
  const level = levelOf(scenario, actor);
  if (status !== 'absent' || !isReleased(scenario, s, id)) return 'no';
  if (level === 'nmi') return s.stacks[actor.cpu].some((other) => levelOf(scenario, scenario.actors[other]) === 'nmi') ? 'no' : 'now';
  if (!hardirqsOn(scenario, s, actor.cpu)) return 'no';
  if (level === 'hardirq') return 'now';
  if (level === 'task') return 'raise';
  return inInterrupt(scenario, s, actor.cpu) || isRunningElsewhere(scenario, s, id) ? 'raise' : 'now';
}

/** RCU callbacks come when every reader that was inside has left. */
function isReleased(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  return !scenario.actors[id].queued || s.grace.get(id)?.length === 0;
}

/** A tasklet never runs beside itself. */
export function isRunningElsewhere(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  const actor = scenario.actors[id];
  return actor.serial === true && scenario.actors.some((other, i) => i !== id && other.serial === true && other.function === actor.function && s.actors[i].status === 'on-cpu');
}

/** Whether a task may be put on its CPU: the CPU is idle, or its task is blocked, gone or preemptible. */
export function canSwitchTo(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  const stack = s.stacks[scenario.actors[id].cpu];
  if (stack.length === 0) return true;
  return stack.length === 1 && (isBlocked(scenario, s, stack[0]) || isPreemptible(scenario, s, stack[0]));
}
