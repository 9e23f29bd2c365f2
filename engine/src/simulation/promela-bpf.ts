/** BPF's own mechanisms in a Promela model: per-CPU busy counters, programs that run inside another, LRU maps. */

import type { Action, ActorId, Scenario } from './types.ts';

/** Where in the model an action stands: whose it is, and the condition that its actor may move. */
export interface Mover {
  readonly scenario: Scenario;
  readonly id: ActorId;
  readonly mine: string;
}

/** Who is inside each counter; by map, how many keys it holds, and which. */
export function bpfVariables(scenario: Scenario): string[] {
  const keys = keysOf(scenario);
  const inside = usesOf(scenario, 'guard') ? [`byte inside[${scenario.cpus}] = NONE;`] : [];
  if (scenario.maps.length === 0) return inside;
  const has = scenario.maps.flatMap(({ keys: first }, map) => keys.map((key, k) => `bool has_${map}_${k} = ${first.includes(key) ? 1 : 0};`));
  return [...inside, ...scenario.maps.map(({ keys: first }, map) => `byte used_${map} = ${first.length};`), ...has];
}

function usesOf({ actors }: Scenario, kind: Action['do']): boolean {
  return actors.some(({ program }) => program.some((a) => a.do === kind));
}

/** Keys are numbers in the model. */
function keysOf({ maps, actors }: Scenario): string[] {
  return [...new Set([...maps.flatMap((map) => map.keys), ...actors.flatMap(({ program }) => program.flatMap((a) => (a.do === 'update' ? [a.key] : [])))])];
}

/** A statement without its semicolon. */
export function invokeOf({ scenario, id }: Mover, target: ActorId): string {
  return `if :: st[${target}] == ABSENT -> irqs[${target}] = irqs[${id}]; sections[${target}] = sections[${id}]; push(${target}, ${scenario.actors[target].cpu}) :: else -> skip fi`;
}

/** What an attempt that fails asserts: that nobody minds. */
export function failing({ scenario }: Mover, action: Action): string {
  return scenario.bad.includes('helper-failed') && action.culprit ? 'assert(false);' : '';
}

export function guardOf(m: Mover, action: Action & { do: 'guard' }, pc: number): string[] {
  const { scenario, id, mine } = m;
  const { cpu } = scenario.actors[id];
  if (action.by === -1) return [`end_${pc}: atomic { ${mine} -> inside[${cpu}] = NONE };`];
  const recursion = scenario.actors.flatMap((other, i) => (other.cpu === cpu ? [`(inside[${cpu}] == ${i} && st[${i}] == ONCPU)`] : [])).join(' || ');
  const spurious = scenario.bad.includes('spurious-busy') ? 'assert(false);' : 'skip;';
  return [`end_${pc}: atomic { ${mine} -> started[${id}] = 1; if :: inside[${cpu}] == NONE -> inside[${cpu}] = ${id}; goto L${pc + 1} :: (${recursion}) -> ${failing(m, action)} goto L${action.otherwise} :: else -> ${spurious} goto L${action.otherwise} fi };`];
}

/** Which element is evicted makes no difference to whether one is. */
export function updateOf({ scenario, id, mine }: Mover, action: Action & { do: 'update' }, pc: number): string[] {
  const { map } = action;
  const keys = keysOf(scenario);
  const key = `has_${map}_${keys.indexOf(action.key)}`;
  const evict = keys.map((_, k) => `:: has_${map}_${k} -> has_${map}_${k} = 0`).join(' ');
  const lost = scenario.bad.includes('element-lost') && action.culprit ? 'assert(false); ' : '';
  return [
    `end_${pc}: atomic { ${mine} -> started[${id}] = 1; if :: used_${map} >= ${scenario.maps[map].capacity} -> ${lost}if ${evict} fi; used_${map}-- :: else -> skip fi; `
    + `if :: ${key} -> skip :: else -> ${key} = 1; used_${map}++ fi };`,
  ];
}
