/** Exhaustive exploration: breadth first, so that the first bad state found has the shortest schedule. */

import { hasStuckItself, stuckActors, type Bad } from './bad.ts';
import { apply, transitions, type Transition } from './machine.ts';
import { initialState, keyOf, type MachineState } from './state.ts';
import type { Scenario, Settings } from './types.ts';

export interface Exploration {
  /** Shortest schedule to a bad state; undefined when none was found. */
  readonly schedule: readonly Transition[] | undefined;
  readonly bad: Bad | undefined;
  /** Distinct states seen. */
  readonly states: number;
  /** Nothing was left out because of the bounds. */
  readonly complete: boolean;
  /** Somebody waits for ever, and the finding is not to blame. */
  readonly other?: Bad;
}

export const defaultSettings: Settings = { states: 50_000, preemption: 'full' };

interface Node {
  readonly state: MachineState;
  readonly from?: Node;
  readonly by?: Transition;
}

export function explore(scenario: Scenario, { states: most }: Pick<Settings, 'states'> = defaultSettings): Exploration {
  const start: Node = { state: initialState(scenario) };
  const seen = new Set([keyOf(start.state)]);
  const queue: Node[] = [start];
  let other: Bad | undefined;
  for (let i = 0; i < queue.length; i++) {
    const node = queue[i];
    const possible = transitions(scenario, node.state);
    if (possible.length === 0) other ??= waitingForEver(scenario, node.state);
    for (const by of possible) {
      const { state, bad } = apply(scenario, node.state, by);
      const next: Node = { state, from: node, by };
      if (bad) return { schedule: scheduleOf(next), bad, states: seen.size, complete: false };
      const key = keyOf(state);
      if (seen.has(key)) continue;
      if (seen.size >= most) return { schedule: undefined, bad: undefined, states: seen.size, complete: false, other };
      seen.add(key);
      queue.push(next);
    }
  }
  return { schedule: undefined, bad: undefined, states: seen.size, complete: true, other };
}

function waitingForEver(scenario: Scenario, s: MachineState): Bad | undefined {
  const stuck = stuckActors(scenario, s).filter((id) => scenario.actors[id].program[s.actors[id].pc].do === 'acquire');
  const actor = stuck.find((id) => hasStuckItself(scenario, s, id)) ?? stuck.at(0);
  return actor === undefined ? undefined : { kind: 'deadlock', actor, action: scenario.actors[actor].program[s.actors[actor].pc], detail: '' };
}

function scheduleOf(node: Node): Transition[] {
  const schedule: Transition[] = [];
  for (let at: Node | undefined = node; at?.by; at = at.from) schedule.unshift(at.by);
  return schedule;
}
