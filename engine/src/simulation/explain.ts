/** What a schedule means, in one sentence. */

import type { Bad } from './bad.ts';
import type { Exploration } from './explore.ts';
import type { ActorId, BadKind, Scenario } from './types.ts';

export function explainBad(scenario: Scenario, bad: Bad): string {
  return sentences[bad.kind](scenario, bad);
}

export function explainNone(scenario: Scenario, { states, complete, other }: Pick<Exploration, 'states' | 'complete' | 'other'>): string {
  const tried = complete ? `No interleaving goes wrong: all ${states} states that can be reached were tried.` : `No interleaving goes wrong within ${states} states; there are more.`;
  return other?.action?.do === 'acquire' ? `${tried} In some, ${place(scenario, other)} waits for ever for ${scenario.locks[other.action.lock].name}: that is another finding, not this one.` : tried;
}

type Sentence = (scenario: Scenario, bad: Bad) => string;

const who = (scenario: Scenario, id: ActorId): string => `${scenario.actors[id].function}()`;
const place = (scenario: Scenario, { actor, action }: Bad): string => `${action?.function ?? scenario.actors[actor].function}()`;

const sentences: Readonly<Record<BadKind, Sentence>> = {
  deadlock: explainDeadlock,
  stall: (scenario, bad) => `${who(scenario, bad.actor)} spins until the lock times out: the owner ${scenario.actors[bad.actor].nested ? 'runs it' : 'was interrupted by it'} on CPU${scenario.actors[bad.actor].cpu} and cannot release it.`,
  'sleep-in-atomic': (scenario, bad) => `${place(scenario, bad)} may sleep ${bad.detail}: the scheduler would take the CPU away in a section that must not lose it.`,
  'irqs-enabled': (scenario, bad) => `${place(scenario, bad)} turns hardirqs on while an outer section relies on them being off: from here on an interrupt can come into that section.`,
  'irqs-left-off': (scenario, bad) => `${who(scenario, bad.actor)} returns with hardirqs off though it was entered with them on: no interrupt comes to CPU${scenario.actors[bad.actor].cpu} any more.`,
  'bh-with-irqs-off': (scenario, bad) => `${place(scenario, bad)} changes the softirq mask with hardirqs off: unmasking would run softirqs there, which must not run with hardirqs off.`,
  unbalanced: (scenario, bad) => `${who(scenario, bad.actor)} leaves the softirq mask unbalanced${bad.detail ? `: ${bad.detail}` : ''}.`,
  'lock-held-at-exit': (scenario, bad) => `${who(scenario, bad.actor)} returns with ${bad.detail} held: whoever takes it next waits for ever.`,
  'unowned-release': (scenario, bad) => `${place(scenario, bad)} releases a lock that it does not own: the acquisition failed, and the section ran without it.`,
  'helper-failed': (scenario, bad) => `${who(scenario, bad.actor)} does not get the lock (${bad.detail}), so its helper fails: the holder is the code that it runs in, which cannot go on until it returns; trying again cannot help.`,
  'spurious-busy': (scenario, bad) => `${who(scenario, bad.actor)} gets -EBUSY though nothing recurses: ${bad.detail}() was preempted on the same CPU inside the guard.`,
  'element-lost': (_, bad) => `The map was full: the update took a free element before it looked for its key, and for that evicted the oldest, ${bad.detail}, though nothing new was to be stored.`,
};

/** Follows who waits for whom until it comes round. */
function explainDeadlock(scenario: Scenario, bad: Bad): string {
  const stuck = bad.detail.split(',').map(Number);
  const parts = stuck.map((id) => `${who(scenario, id)} waits on CPU${scenario.actors[id].cpu}`);
  if (stuck.length === 1) {
    const others = scenario.actors.flatMap((actor, id) => (id !== stuck[0] && actor.cpu === scenario.actors[stuck[0]].cpu ? [id] : []));
    const how = scenario.actors[stuck[0]].nested ? 'in which it runs' : 'which it interrupted on this CPU';
    const owner = others.length ? `${who(scenario, others[0])}, ${how} and which cannot go on until it returns` : 'itself';
    return `${parts[0]} for ever, for ${owner}.`;
  }
  return `${parts.join(', ')}: each for what another of them holds, for ever.`;
}
