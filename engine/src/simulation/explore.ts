/** Exhaustive exploration: breadth first, so that the first bad state found has the shortest schedule. */

import type { Bad } from './bad.ts';
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
  for (let i = 0; i < queue.length; i++) {
    const node = queue[i];
    for (const by of transitions(scenario, node.state)) {
      const { state, bad } = apply(scenario, node.state, by);
      const next: Node = { state, from: node, by };
      if (bad) return { schedule: scheduleOf(next), bad, states: seen.size, complete: false };
      const key = keyOf(state);
      if (seen.has(key)) continue;
      if (seen.size >= most) return { schedule: undefined, bad: undefined, states: seen.size, complete: false };
      seen.add(key);
      queue.push(next);
    }
  }
  return { schedule: undefined, bad: undefined, states: seen.size, complete: true };
}

function scheduleOf(node: Node): Transition[] {
  const schedule: Transition[] = [];
  for (let at: Node | undefined = node; at?.by; at = at.from) schedule.unshift(at.by);
  return schedule;
}
