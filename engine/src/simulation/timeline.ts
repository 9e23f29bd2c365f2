/** A schedule as a timeline: one step for each thing that happens, with the machine as it is then. */

import type { Bad } from './bad.ts';
import type { Event } from './events.ts';
import { apply, transitions, type Transition } from './machine.ts';
import { waitersOf } from './locks.ts';
import { hardirqsOn, inInterrupt, isPreemptible } from './preemption.ts';
import { initialState, type MachineState } from './state.ts';
import type { Scenario, Step } from './types.ts';

/** Steps of a schedule that `explore` found. */
export function replay(scenario: Scenario, schedule: readonly Transition[]): Step[] {
  let state = initialState(scenario);
  return schedule.flatMap((by, i) => {
    const steps: Step[] = [];
    const outcome = apply(scenario, state, by, (s, event) => steps.push(stepOf(scenario, s, event)));
    state = outcome.state;
    const isFatal = i === schedule.length - 1 && outcome.bad !== undefined;
    return isFatal ? markBad(scenario, state, steps, outcome.bad!) : steps;
  });
}

/** The last step is the fatal one, whoever made it. */
function markBad(scenario: Scenario, state: MachineState, steps: readonly Step[], bad: Bad): Step[] {
  if (bad.kind === 'stall') return [...steps, ...timedOut(scenario, state, bad)];
  const last = steps.at(-1);
  if (last && last.actor === bad.actor) return [...steps.slice(0, -1), { ...last, kind: 'bad' }];
  return [...steps, { ...stepOf(scenario, state, { actor: bad.actor, kind: 'wait', action: bad.action, note: '' }), kind: 'bad' }];
}

/** How a stall ends: the lock gives up, and what waited for it fails. */
function timedOut(scenario: Scenario, state: MachineState, { actor }: Bad): Step[] {
  const steps: Step[] = [];
  apply(scenario, state, { kind: 'timeout', actor }, (s, event) => steps.push({ ...stepOf(scenario, s, event), kind: 'bad' }));
  return steps;
}

/** The fatal schedule in another scenario, as far as it can go there, and on to the end: what the fix changes. */
export function follow(scenario: Scenario, schedule: readonly Transition[]): Step[] {
  let state = initialState(scenario);
  const wanted = [...schedule];
  const steps: Step[] = [];
  const held = new Set<number>();
  for (let n = 0; n < MAX_STEPS; n++) {
    const possible = transitions(scenario, state).filter((t) => t.kind !== 'timeout');
    if (possible.length === 0) break;
    const blocked = wanted[0];
    const next = choose(possible, wanted);
    const isBlocked = wanted[0] === blocked;
    if (isBlocked && blocked?.kind === 'arrive' && !held.has(blocked.actor)) {
      held.add(blocked.actor);
      steps.push(stepOf(scenario, state, { actor: blocked.actor, kind: 'held-off', note: 'cannot come yet: it is masked' }));
    }
    state = apply(scenario, state, next, (s, event) => steps.push(stepOf(scenario, s, event))).state;
  }
  return steps;
}

const MAX_STEPS = 2000;

function choose(possible: readonly Transition[], wanted: Transition[]): Transition {
  const same = possible.find((t) => wanted.length && t.kind === wanted[0].kind && t.actor === wanted[0].actor);
  if (same) wanted.shift();
  return same ?? possible.find((t) => t.kind === 'run') ?? possible[0];
}

function stepOf(scenario: Scenario, s: MachineState, { actor: id, kind, action, note }: Event): Step {
  const actor = scenario.actors[id];
  const place = action ?? actor.program[Math.min(s.actors[id].pc, actor.program.length - 1)];
  const what = action ? (note ? `${action.what}: ${note}` : action.what) : note;
  return { function: place.function, location: place.location, what, actor: id, cpu: actor.cpu, kind, time: s.time, ...viewOf(scenario, s) };
}

function viewOf(scenario: Scenario, s: MachineState): Pick<Step, 'cpus' | 'locks' | 'maps'> {
  return {
    cpus: s.stacks.map((stack, cpu) => ({
      stack: [...stack],
      irqs: hardirqsOn(scenario, s, cpu),
      bh: !inInterrupt(scenario, s, cpu),
      preemptible: stack.length === 0 || isPreemptible(scenario, s, stack.at(-1)!),
      pending: scenario.actors.flatMap((actor, id) => (actor.cpu === cpu && s.actors[id].status === 'pending' ? [id] : [])),
    })),
    maps: s.maps.map((keys) => [...keys]),
    locks: s.owners.map((owners, lock) => ({ owners: owners.map((o) => o.actor), waiters: waitersOf(scenario, s, lock) })),
  };
}
