/** From a finding's plans to scenarios that the machine runs, and the first that goes wrong. */

import type { Analysis } from '../analysis/types.ts';
import type { Finding } from '../rules/types.ts';
import { actorOf, LockTable, withFailures, type Traced } from './actors.ts';
import { asEdited } from './edited.ts';
import { defaultSettings, explore, type Exploration } from './explore.ts';
import { mapActions } from './map-operations.ts';
import type { Plan } from './plan.ts';
import { planners } from './planners.ts';
import type { Action, Actor, Settings, Scenario } from './types.ts';

/** A scenario, or why there is none. */
export type Built = Scenario | { readonly reason: string };

/** The first scenario that goes wrong; where none does, the first that can be built. */
export function scenarioOf(analysis: Analysis, finding: Finding, settings: Settings = defaultSettings): Built {
  const chosen = exploreFinding(analysis, finding, settings);
  return 'reason' in chosen ? chosen : chosen.scenario;
}

export interface Explored {
  readonly scenario: Scenario;
  readonly found: Exploration;
}

export function exploreFinding(analysis: Analysis, finding: Finding, settings: Settings = defaultSettings): Explored | { readonly reason: string } {
  const planner = planners[finding.rule];
  if (!planner) return { reason: `there is no scenario for ${finding.rule}` };
  const planned = planner(analysis, finding);
  if ('reason' in planned) return planned;
  let first: Explored | undefined;
  let reason = '';
  for (const plan of ('parts' in planned ? [planned] : planned).flatMap(withVariant)) {
    const scenario = build(analysis, finding, plan, settings);
    if ('reason' in scenario) {
      reason ||= scenario.reason;
      continue;
    }
    const found = explore(scenario, settings);
    if (found.bad) return { scenario, found };
    first ??= { scenario, found };
  }
  return first ?? { reason };
}

/** Every scenario of a finding in the edited text; none where its way is not there any more. */
export function exploreEdited(analysis: Analysis, finding: Finding, settings: Settings = defaultSettings): readonly Explored[] {
  const planned = planners[finding.rule]?.(analysis, finding) ?? { reason: '' };
  if ('reason' in planned) return [];
  return ('parts' in planned ? [planned] : planned).flatMap(withVariant).flatMap((plan) => {
    const scenario = build(analysis, finding, asEdited(analysis, finding, plan), settings);
    return 'reason' in scenario ? [] : [{ scenario, found: explore(scenario, settings) }];
  });
}

/** Locks of objects that exist many times may be others on the other side: only those that the witnesses name are surely the same. */
function withVariant(plan: Plan): Plan[] {
  if (plan.parts.length < 2 || plan.parts.some((p) => p.apart)) return [plan];
  return [plan, { ...plan, parts: plan.parts.map((part, i) => (i > 0 ? { ...part, apart: true } : part)) }];
}

function build(analysis: Analysis, finding: Finding, plan: Plan, { preemption }: Settings): Built {
  const table = new LockTable();
  const traced: Traced[] = [];
  for (const { witness, cpu, last, inside, ...options } of plan.parts) {
    const part = actorOf(analysis, witness, table, cpu, last ?? { is: 'lock' }, options);
    if ('blocked' in part) return { reason: `no way through ${part.blocked}() agrees with what the witness's calls pass and what the finding says of masks` };
    traced.push(part);
  }
  const lastOf = (i: number): number => traced[i].stepAction.get(plan.parts[i].witness.steps.length - 1) ?? 0;
  const programs = traced.map(({ actor }, i): Actor => ({ ...actor, program: actor.program.map((action, n) => (n === lastOf(i) ? blamed(action, i === 0, plan.unchecked) : action)) }));
  const all = plan.systemCall ? [...programs, systemCall(plan.systemCall, finding, table)] : programs;
  const holder = plan.systemCall ? all.length - 1 : plan.parts[0].inside;
  const attached = holder === undefined ? all : all.map((actor, i) => (i === 0 ? attachedTo(all[holder], actor) : actor));
  // A handler that is a thread runs with hardirqs on.
  const actors = attached.map((actor) => (preemption === 'rt' && actor.context === 'hardirq' && !actor.hard ? { ...actor, irqs: true } : actor));
  const action = actors[0].program[lastOf(0)];
  const lock = action.do === 'acquire' || action.do === 'release' ? action.lock : -1;
  return {
    cpus: Math.max(...actors.map(({ cpu }) => cpu)) + 1, preemption, kernel: plan.kernel ?? NEWEST, locks: table.specs, actors, bad: plan.bad, maps: plan.maps ?? [],
    culprit: { actor: 0, action: lastOf(0), lock },
  };
}

/** A program runs in the context, and on the CPU, of what it is attached to. */
function attachedTo({ context, cpu, vector, source }: Actor, actor: Actor): Actor {
  return { ...actor, name: 'attached program', context, cpu, vector, source, nested: true };
}

/** bpf(2) changes the map that the first part is about; its place is the finding's, for nothing of it was read. */
function systemCall({ at, ...map }: NonNullable<Plan['systemCall']>, { location, lockClass }: Finding, table: LockTable): Actor {
  const place = { function: 'bpf', location, what: `changes ${lockClass} for bpf(2)` };
  const enter: Action = { ...place, what: 'bpf() begins', do: 'enter' };
  return {
    name: 'task', function: 'bpf', via: 'bpf(2)', context: 'process', source: 'none', cpu: 0, irqs: true, bh: 0, preempt: 0,
    program: withFailures([enter, ...mapActions(place, map, table.idOf(`map:${map.name}`, map.name, map.kind), 0, { actor: 0, at })]),
  };
}

const NEWEST = '7.3';

/** The first witness ends in what the finding is about. A result that is dropped leads on as if the lock were held. */
function blamed(action: Action, isFirst: boolean, unchecked = false): Action {
  if (action.do === 'acquire' && unchecked) return { ...action, otherwise: undefined, culprit: true };
  return isFirst ? { ...action, culprit: true } : action;
}
