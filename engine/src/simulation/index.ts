/** The simulator: a finding becomes programs on CPUs, every interleaving is tried, and the shortest one that goes wrong is shown. */

import type { Analysis } from '../analysis/types.ts';
import type { Finding, Fix } from '../rules/types.ts';
import type { Transition } from './machine.ts';
import { explainBad, explainNone } from './explain.ts';
import { defaultSettings, explore, type Exploration } from './explore.ts';
import { promelaOf } from './promela.ts';
import { remedyOf } from './remedies.ts';
import { relocate } from './relocate.ts';
import { exploreEdited, exploreFinding, scenarioOf, type Explored } from './scenarios.ts';
import { splatOf } from './splat.ts';
import { follow, replay } from './timeline.ts';
import { preemptionModels, type FixedRun, type Lane, type Run, type Scenario, type Settings, type Simulation } from './types.ts';

export { defaultSettings, preemptionModels, promelaOf, remedyOf, scenarioOf };
export type * from './types.ts';

/** Tries every interleaving within the states that the settings allow; the shortest schedule to a bad state, or that there is none. */
export function simulate(scenario: Scenario, settings: Settings = defaultSettings): Run {
  return runOf(scenario, explore(scenario, settings));
}

function runOf(scenario: Scenario, found: Exploration): Run {
  if (!found.bad) return { steps: [], bad: 'none', explanation: explainNone(scenario, found), states: found.states, complete: found.complete };
  return { steps: replay(scenario, found.schedule!), bad: found.bad.kind, explanation: explainBad(scenario, found.bad), states: found.states, complete: false };
}

/** A finding with its scenario, its replay, and the replay of the same programs with the advice followed. */
export function simulateFinding(analysis: Analysis, finding: Finding, settings: Settings = defaultSettings): Simulation {
  const { rule, fingerprint, message, location } = finding;
  const head = { rule, fingerprint, message, location, preemption: settings.preemption };
  const explored = exploreFinding(analysis, finding, settings);
  if ('reason' in explored) return { ...head, reproduced: false, reason: explored.reason, lanes: [], locks: [], maps: [], run: nothing, splat: '' };
  const { scenario, found } = explored;
  const run = runOf(scenario, found);
  const reproduced = run.bad !== 'none';
  return {
    ...head, reproduced, reason: reproduced ? '' : run.explanation, lanes: lanesOf(scenario), locks: scenario.locks, maps: mapNames(scenario), run,
    fixed: reproduced ? fixedRun(explored, rule, settings) : undefined,
    splat: reproduced ? splatOf(scenario, finding, run) : '',
  };
}

/** A finding's programs as a Promela model; undefined where there is none. */
export function modelOf(analysis: Analysis, finding: Finding, settings: Settings = defaultSettings): string | undefined {
  const scenario = scenarioOf(analysis, finding, settings);
  return 'reason' in scenario ? undefined : promelaOf(scenario);
}

/** The same with the rule's advice followed. */
export function adviceModelOf(analysis: Analysis, finding: Finding, settings: Settings = defaultSettings): string | undefined {
  const scenario = scenarioOf(analysis, finding, settings);
  const remedy = 'reason' in scenario ? undefined : remedyOf(scenario, finding.rule);
  return remedy && modelWith(remedy.title, remedy.scenario);
}

/** The same in a text that a fix has edited; `analysis` is of the text after. */
export function editedModelOf(analysis: Analysis, finding: Finding, fix: Fix, settings: Settings = defaultSettings): string | undefined {
  const chosen = worst(exploreEdited(analysis, relocate(analysis, finding, fix.edits), settings));
  return chosen && modelWith(fix.title, chosen.scenario);
}

function modelWith(title: string, scenario: Scenario): string | undefined {
  const model = promelaOf(scenario);
  return model && `/* ${title.replaceAll('*/', '* /')} */\n${model}`;
}

/** The shortest way to the bad state; empty where there is none. */
export function fatalSchedule(analysis: Analysis, finding: Finding, settings: Settings = defaultSettings): readonly Transition[] {
  const explored = exploreFinding(analysis, finding, settings);
  return 'found' in explored ? (explored.found.schedule ?? []) : [];
}

/**
 * The run of a finding's programs in a text that a fix has edited, in the order that was fatal before as far as that goes. `analysis` is of the text
 * after. Undefined where the way to it is not there any more.
 */
export function simulateEdited(analysis: Analysis, finding: Finding, fix: Fix, fatal: readonly Transition[], settings: Settings = defaultSettings): FixedRun | undefined {
  const all = exploreEdited(analysis, relocate(analysis, finding, fix.edits), settings);
  const chosen = worst(all);
  if (!chosen) return undefined;
  const { scenario, found } = chosen;
  const run = runOf(scenario, found);
  return {
    ...run, by: 'edits', title: fix.title, steps: found.bad ? run.steps : follow(scenario, fatal), complete: all.every((e) => e.found.complete),
    locks: scenario.locks, maps: mapNames(scenario),
  };
}

function worst(all: readonly Explored[]): Explored | undefined {
  return all.find(({ found }) => found.bad) ?? all[0];
}

const nothing: Run = { steps: [], bad: 'none', explanation: '', states: 0, complete: true };

function fixedRun({ scenario, found }: Explored, rule: string, settings: Settings): Simulation['fixed'] {
  const remedy = remedyOf(scenario, rule);
  if (!remedy) return undefined;
  const run = simulate(remedy.scenario, settings);
  return { ...run, by: 'advice', title: remedy.title, locks: remedy.scenario.locks, maps: mapNames(remedy.scenario), steps: run.bad === 'none' ? follow(remedy.scenario, found.schedule ?? []) : run.steps };
}

function mapNames({ maps }: Scenario): string[] {
  return maps.map(({ name }) => name);
}

function lanesOf({ actors }: Scenario): Lane[] {
  return actors.map((actor, id) => ({ actor: id, cpu: actor.cpu, context: actor.context, label: `CPU${actor.cpu} ${actor.name}`, function: actor.function, via: actor.via }));
}
