/** What happens in a transition, as it is told to a timeline; and which wrong things are the finding's. */

import type { Bad } from './bad.ts';
import type { MachineState } from './state.ts';
import type { Action, ActorId, Scenario } from './types.ts';

/** What happened, for the timeline. */
export interface Event {
  readonly actor: ActorId;
  readonly kind: 'arrive' | 'run' | 'wait' | 'leave' | 'switch' | 'held-off';
  readonly action?: Action;
  readonly note: string;
}

/** Told of each event, with the state right after it. */
export type Log = (s: MachineState, event: Event) => void;

/** Wrong things that the finding is not about are let pass. What a release does wrong, the acquisition that it `ends` is to blame for. */
export function counted(scenario: Scenario, bad: Bad, ends?: Action): Bad | undefined {
  return scenario.bad.includes(bad.kind) && (bad.action?.culprit === true || ends?.culprit === true) ? bad : undefined;
}
