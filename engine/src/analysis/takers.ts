/** Who else takes a lock: whom an NMI that wants it may have interrupted. */

import type { Analysis } from './types.ts';
import { acquisitionSteps, locateFunction, nameOf, witnessOf, type Witness } from './witness.ts';

const MAX_TAKERS = 4;

/** Ways to the lock from where an NMI can interrupt: in proved contexts, or from any caller where none is proved. Trylocks count: they own the lock as well. */
export function takersOutsideNmi(analysis: Analysis, lockClass: string): Witness[] {
  const { program, contexts, usages, flowOf } = analysis;
  const proved = [...usages].flatMap(([cls, all]) => (cls.name === lockClass ? all : [])).filter((u) => u.node.context !== 'nmi');
  const found = proved.slice(0, MAX_TAKERS).map((u) => witnessOf(program, u.node, acquisitionSteps(program, u.function, u.event)));
  if (found.length) return found;
  // An NMI interrupts whatever runs: a taker whose context nobody proved will do.
  return [...program.table.functions].flatMap(({ id }) => {
    const event = contexts.of(id).length ? undefined : flowOf(id).acquisitions.find((a) => a.lock.class?.name === lockClass);
    return event ? [{ context: 'process' as const, label: 'any caller', entry: { function: nameOf(program, id), location: locateFunction(program, id), via: 'a caller' }, steps: acquisitionSteps(program, id, event) }] : [];
  }).slice(0, MAX_TAKERS);
}
