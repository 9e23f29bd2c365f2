/** Contexts that come, go and change places on a CPU. */

import { softirqVectors } from '../knowledge/types.ts';
import type { Log } from './events.ts';
import { arrival, inInterrupt, isRunningElsewhere, levelOf } from './preemption.ts';
import { topOf, type MachineState } from './state.ts';
import type { ActorId, Scenario } from './types.ts';

export function arrive(scenario: Scenario, s: MachineState, id: ActorId, log: Log): void {
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

/** What is attached to a place begins there, with the masks as they are. */
export function invoke(scenario: Scenario, s: MachineState, by: ActorId, id: ActorId, log: Log): void {
  const { irqs, sections } = s.actors[by];
  if (s.actors[id].status !== 'absent') return;
  Object.assign(s.actors[id], { irqs, sections });
  s.actors[id].status = 'on-cpu';
  s.stacks[scenario.actors[id].cpu].push(id);
  log(s, { actor: id, kind: 'arrive', note: `${scenario.actors[id].function}() runs inside, in ${scenario.actors[by].function}()` });
}

/** The task that was on the CPU stays where it is and waits for its turn. */
export function switchTo(scenario: Scenario, s: MachineState, id: ActorId, log: Log): void {
  const actor = scenario.actors[id];
  const stack = s.stacks[actor.cpu];
  const before = stack.pop();
  if (before !== undefined) s.actors[before].status = 'ready';
  const isPending = s.actors[id].status === 'pending';
  s.actors[id].status = 'on-cpu';
  stack.push(id);
  log(s, { actor: id, kind: 'switch', note: `${isPending ? 'ksoftirqd takes the CPU and runs' : 'the CPU is given to'} ${actor.function}()${before === undefined ? '' : ` in place of ${scenario.actors[before].function}()`}` });
}

export function leave(scenario: Scenario, s: MachineState, id: ActorId, log: Log): void {
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

export function firstPending(scenario: Scenario, s: MachineState, cpu: number): ActorId | undefined {
  const pending = scenario.actors.flatMap((actor, id) => (actor.cpu === cpu && s.actors[id].status === 'pending' && !isRunningElsewhere(scenario, s, id) ? [id] : []));
  return pending.sort((x, y) => vectorOf(scenario, x) - vectorOf(scenario, y))[0];
}

function vectorOf(scenario: Scenario, id: ActorId): number {
  return softirqVectors.indexOf(scenario.actors[id].vector ?? 'rcu');
}
