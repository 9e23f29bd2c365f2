/** Bad states: what must never be, and who is to blame. */

import { levelOf } from './preemption.ts';
import { isBlocked } from './preemption.ts';
import { ownersAgainst } from './locks.ts';
import type { MachineState } from './state.ts';
import type { Action, ActorId, BadKind, Scenario } from './types.ts';

export interface Bad {
  readonly kind: BadKind;
  readonly actor: ActorId;
  readonly action?: Action;
  readonly detail: string;
}

/** A bad state that counts in this scenario. `leaving`: the actor has reached the end of its program. */
export function badAt(scenario: Scenario, s: MachineState, id: ActorId, leaving = false): Bad | undefined {
  const counts = (kind: BadKind): boolean => scenario.bad.includes(kind);
  const a = s.actors[id];
  if (leaving) {
    const actor = scenario.actors[id];
    if (a.held.length && counts('lock-held-at-exit')) return { kind: 'lock-held-at-exit', actor: id, detail: scenario.locks[a.held[0].lock].name };
    if (a.irqs !== actor.irqs && counts('irqs-left-off')) return { kind: 'irqs-left-off', actor: id, detail: '' };
    if (a.bh !== actor.bh && counts('unbalanced')) return { kind: 'unbalanced', actor: id, detail: a.bh > actor.bh ? 'softirqs stay off' : 'softirqs were on already' };
    return undefined;
  }
  if (counts('stall') && isStalled(scenario, s, id)) return { kind: 'stall', actor: id, detail: '' };
  const stuck = counts('deadlock') ? stuckActors(scenario, s) : [];
  if (stuck.some((other) => hasStuckItself(scenario, s, other))) return undefined;
  return stuck.some((other) => isAboutCulprit(scenario, s, other)) ? { kind: 'deadlock', actor: stuck.includes(id) ? id : stuck[0], detail: stuck.join() } : undefined;
}

/** Waits in the finding's own action, or for what that acquired: the same lock taken elsewhere on the way is another finding. */
function isAboutCulprit(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  const action = scenario.actors[id].program[s.actors[id].pc];
  const { program } = scenario.actors[scenario.culprit.actor];
  return action.culprit === true || (action.do === 'acquire' && s.actors[scenario.culprit.actor].held.some((h) => h.lock === action.lock && program[h.by].culprit === true));
}

/** Waits for what it holds itself, in another action than the finding's: that is another finding, whoever waits for it now. */
export function hasStuckItself(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  const action = scenario.actors[id].program[s.actors[id].pc];
  return action.culprit !== true && action.do === 'acquire' && action.waiting === 'wait' && ownersAgainst(scenario, s, id, action).includes(id);
}

/** An rqspinlock waiter whose owner lies beneath it on the same CPU: only the timeout ends this. */
function isStalled(scenario: Scenario, s: MachineState, id: ActorId): boolean {
  const a = s.actors[id];
  const action = scenario.actors[id].program[a.pc];
  if (!a.waiting || action?.do !== 'acquire' || action.waiting !== 'resilient') return false;
  return s.owners[action.lock].some((o) => o.actor !== id && s.stacks[scenario.actors[id].cpu].includes(o.actor));
}

/** Waiting actors that can never go on: the greatest set in which each is held up by another of the set. */
export function stuckActors(scenario: Scenario, s: MachineState): ActorId[] {
  const blockers = scenario.actors.map((_, id) => blockersOf(scenario, s, id));
  const stuck = new Set<ActorId>();
  s.actors.forEach((a, id) => {
    if (blockers[id].length || (a.status === 'done' && a.held.length)) stuck.add(id);
  });
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of stuck) {
      if (s.actors[id].status === 'done' || blockers[id].some((b) => stuck.has(b))) continue;
      stuck.delete(id);
      changed = true;
    }
  }
  return [...stuck].filter((id) => s.actors[id].waiting);
}

/** Who must go on before this actor can. */
function blockersOf(scenario: Scenario, s: MachineState, id: ActorId): readonly ActorId[] {
  const actor = scenario.actors[id];
  const a = s.actors[id];
  const stack = s.stacks[actor.cpu];
  const at = stack.indexOf(id);
  if (at !== -1 && at < stack.length - 1) return [stack[at + 1]];
  if (a.waiting) {
    const action = actor.program[a.pc];
    if (action.do === 'acquire' && action.waiting === 'wait') return ownersAgainst(scenario, s, id, action);
    return action.do === 'wait' && (action.actor === id || isActive(s, action.actor)) ? [action.actor] : [];
  }
  const isOff = a.status === 'ready' && at === -1 && stack.length > 0;
  return isOff && !isBlocked(scenario, s, stack[0]) && levelOf(scenario, actor) === 'task' ? [stack[0]] : [];
}

function isActive(s: MachineState, id: ActorId): boolean {
  return s.actors[id].status === 'on-cpu' || (s.actors[id].status === 'ready' && s.actors[id].pc > 0);
}
