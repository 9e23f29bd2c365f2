/** BPF's own mechanisms: per-CPU busy counters that a program finds taken by another task, and LRU maps that evict. */

import type { Bad } from './bad.ts';
import { counted, type Log } from './events.ts';
import type { MachineState } from './state.ts';
import type { Action, ActorId, Scenario } from './types.ts';

/** The counter belongs to the CPU, so a task that was preempted inside keeps the next one out: -EBUSY without any recursion. */
export function guard(scenario: Scenario, s: MachineState, id: ActorId, action: Action & { do: 'guard' }, log: Log): Bad | undefined {
  const a = s.actors[id];
  const key = `${action.guard}@${scenario.actors[id].cpu}`;
  const inside = s.guards.get(key);
  if (action.by === -1) s.guards.delete(key);
  else if (inside === undefined) s.guards.set(key, id);
  else {
    log(s, { actor: id, kind: 'run', action, note: 'fails: -EBUSY' });
    a.pc = action.otherwise;
    const isRecursion = s.stacks[scenario.actors[id].cpu].includes(inside);
    if (isRecursion) return counted(scenario, { kind: 'helper-failed', actor: id, action, detail: '-EBUSY' });
    return scenario.bad.includes('spurious-busy') ? { kind: 'spurious-busy', actor: id, action, detail: scenario.actors[inside].function } : undefined;
  }
  log(s, { actor: id, kind: 'run', action, note: '' });
  a.pc++;
  return undefined;
}

/** An update takes a free element before it looks whether the key exists: a full map evicts its oldest key, which may be this one. */
export function updateMap(scenario: Scenario, s: MachineState, id: ActorId, action: Action & { do: 'update' }, log: Log): Bad | undefined {
  const keys = s.maps[action.map];
  const isFull = keys.length >= scenario.maps[action.map].capacity;
  const evicted = isFull ? keys.shift() : undefined;
  const existed = keys.indexOf(action.key);
  if (existed !== -1) keys.splice(existed, 1);
  keys.push(action.key);
  log(s, { actor: id, kind: 'run', action, note: evicted === undefined ? '' : `evicts ${evicted}` });
  s.actors[id].pc++;
  return evicted === undefined ? undefined : counted(scenario, { kind: 'element-lost', actor: id, action, detail: evicted });
}
