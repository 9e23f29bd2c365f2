/** The machine's state: plain values, copied on every transition. */

import type { ActorId, LockId, Scenario } from './types.ts';

/** `absent`: an interrupt that has not come. `pending`: a softirq raised and not run. `ready`: a task that is not on its CPU. */
export type Status = 'absent' | 'pending' | 'ready' | 'on-cpu' | 'done' | 'cancelled';

export interface Held {
  readonly lock: LockId;
  readonly mode: 'exclusive' | 'shared';
  /** The acquisition: its place in the owner's program. */
  readonly by: number;
}

export interface ActorState {
  status: Status;
  pc: number;
  /** At an acquisition or a wait that did not succeed at once. */
  waiting: boolean;
  /** An rqspinlock acquisition or release is half done. */
  half: boolean;
  irqs: boolean;
  /** Sections with hardirqs off that are open, the entry's own included. */
  sections: number;
  bh: number;
  preempt: number;
  rcu: number;
  saved: (boolean | undefined)[];
  held: Held[];
  /** Locks in the rqspinlock table of its CPU on its behalf, attempts included. */
  recorded: LockId[];
}

export interface MachineState {
  actors: ActorState[];
  /** By CPU, bottom first. */
  stacks: ActorId[][];
  /** By lock: owners. */
  owners: { actor: ActorId; mode: 'exclusive' | 'shared' }[][];
  /** Readers that an RCU callback still waits for, by callback. */
  grace: Map<ActorId, ActorId[]>;
  /** By guard and CPU: who is inside. */
  guards: Map<string, ActorId>;
  /** By LRU map: keys, oldest first. */
  maps: string[][];
  time: number;
}

export function initialState(scenario: Scenario): MachineState {
  const stacks: ActorId[][] = Array.from({ length: scenario.cpus }, () => []);
  const actors = scenario.actors.map((actor, id): ActorState => {
    const isTask = actor.context === 'process' && !actor.nested;
    const isFirst = isTask && stacks[actor.cpu].length === 0;
    if (isFirst) stacks[actor.cpu].push(id);
    return {
      status: isFirst ? 'on-cpu' : isTask ? 'ready' : 'absent', pc: 0, waiting: false, half: false, irqs: actor.irqs, sections: actor.irqs ? 0 : 1, bh: actor.bh, preempt: actor.preempt, rcu: 0,
      saved: [], held: [], recorded: [],
    };
  });
  return { actors, stacks, owners: scenario.locks.map(() => []), grace: new Map(), guards: new Map(), maps: scenario.maps.map(({ keys }) => [...keys]), time: 0 };
}

export function copyState(s: MachineState): MachineState {
  return {
    actors: s.actors.map((a) => ({ ...a, saved: [...a.saved], held: [...a.held], recorded: [...a.recorded] })),
    stacks: s.stacks.map((stack) => [...stack]),
    owners: s.owners.map((owners) => [...owners]),
    grace: new Map(s.grace), guards: new Map(s.guards), maps: s.maps.map((keys) => [...keys]), time: s.time,
  };
}

/** Equal for states from which the same can happen. Virtual time only counts what has passed. */
export function keyOf(s: MachineState): string {
  let key = '';
  for (const a of s.actors) {
    key += `${a.status[0]}${a.status[1]}${a.pc}${a.waiting ? 'w' : ''}${a.half ? 'h' : ''}${a.irqs ? '+' : '-'}${a.sections},${a.bh},${a.preempt},${a.rcu}`;
    key += `[${a.saved.join()}|${a.held.map((h) => h.lock + h.mode[0] + h.by).join()}|${a.recorded.join()}]`;
  }
  return `${key}${s.stacks.join(';')}/${[...s.grace].join(';')}/${[...s.guards].join(';')}/${s.maps.join(';')}`;
}

export function topOf(s: MachineState, cpu: number): ActorId | undefined {
  return s.stacks[cpu].at(-1);
}
