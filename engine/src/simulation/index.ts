/** The simulator: a finding becomes programs on CPUs, every interleaving is tried, and the shortest one that goes wrong is shown. */

import type { Analysis } from '../analysis/types.ts';
import type { Finding } from '../rules/types.ts';
import { explainBad, explainNone } from './explain.ts';
import { defaultBounds, explore, type Exploration } from './explore.ts';
import { promelaOf } from './promela.ts';
import { remedyOf } from './remedies.ts';
import { exploreFinding, scenarioOf, type Explored } from './scenarios.ts';
import { splatOf } from './splat.ts';
import { follow, replay } from './timeline.ts';
import type { Bounds, Lane, Run, Scenario, Simulation } from './types.ts';

export { promelaOf, remedyOf, scenarioOf };
export type * from './types.ts';

/** Tries every interleaving within the bounds; the shortest schedule to a bad state, or that there is none. */
export function simulate(scenario: Scenario, bounds: Bounds = defaultBounds): Run {
  return runOf(scenario, explore(scenario, bounds));
}

function runOf(scenario: Scenario, found: Exploration): Run {
  if (!found.bad) return { steps: [], bad: 'none', explanation: explainNone(found), states: found.states, complete: found.complete };
  return { steps: replay(scenario, found.schedule!), bad: found.bad.kind, explanation: explainBad(scenario, found.bad), states: found.states, complete: false };
}

/** A finding with its scenario, its replay, and the replay of the same programs with the advice followed. */
export function simulateFinding(analysis: Analysis, finding: Finding, bounds: Bounds = defaultBounds): Simulation {
  const { rule, fingerprint, message, location } = finding;
  const head = { rule, fingerprint, message, location };
  const explored = exploreFinding(analysis, finding, bounds);
  if ('reason' in explored) return { ...head, reproduced: false, reason: explored.reason, lanes: [], locks: [], maps: [], run: nothing, splat: '' };
  const { scenario, found } = explored;
  const run = runOf(scenario, found);
  const reproduced = run.bad !== 'none';
  return {
    ...head, reproduced, reason: reproduced ? '' : run.explanation, lanes: lanesOf(scenario), locks: scenario.locks, maps: scenario.maps.map(({ name }) => name), run,
    fixed: reproduced ? fixedRun(explored, rule, bounds) : undefined,
    splat: reproduced ? splatOf(scenario, finding, run) : '',
  };
}

/** A finding's programs, or the fixed ones, as a Promela model; undefined where there is none. */
export function modelOf(analysis: Analysis, finding: Finding, withFix: boolean): string | undefined {
  const scenario = scenarioOf(analysis, finding);
  if ('reason' in scenario) return undefined;
  const chosen = withFix ? remedyOf(scenario, finding.rule)?.scenario : scenario;
  return chosen && promelaOf(chosen);
}

const nothing: Run = { steps: [], bad: 'none', explanation: '', states: 0, complete: true };

function fixedRun({ scenario, found }: Explored, rule: string, bounds: Bounds): Simulation['fixed'] {
  const remedy = remedyOf(scenario, rule);
  if (!remedy) return undefined;
  const run = simulate(remedy.scenario, bounds);
  return { ...run, title: remedy.title, steps: run.bad === 'none' ? follow(remedy.scenario, found.schedule ?? []) : run.steps };
}

function lanesOf({ actors }: Scenario): Lane[] {
  return actors.map((actor, id) => ({ actor: id, cpu: actor.cpu, context: actor.context, label: `CPU${actor.cpu} ${actor.name}`, function: actor.function, via: actor.via }));
}
