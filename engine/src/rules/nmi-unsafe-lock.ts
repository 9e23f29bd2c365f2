/** nmi-unsafe-lock: a lock that spins for ever is taken in code that an NMI can run. */

import type { Usage } from '../analysis/usages.ts';
import { spins } from '../analysis/state.ts';
import { acquisitionSteps, chainEnd, locateArgument, nameOf, witnessOf } from '../analysis/witness.ts';
import type { Rule } from './types.ts';

export const nmiUnsafeLock: Rule = {
  name: 'nmi-unsafe-lock',
  summary: 'A lock that is neither an rqspinlock nor a trylock is taken in code that an NMI can run.',
  level: 'error',
  lockdep: 'inconsistent {INITIAL USE} -> {IN-NMI} usage',
  documentation: '',
  *check({ program, usages }) {
    for (const [cls, all] of usages) {
      const inNmi = all.filter(isNmiUnsafe);
      if (inNmi.length === 0) continue;
      const other = all.find((u) => u.node.context !== 'nmi' && u.event.row.operation !== 'try');
      const reported = new Set<number>();
      for (const usage of inNmi) {
        if (reported.has(usage.function)) continue;
        reported.add(usage.function);
        const isDirect = chainEnd(usage.function, usage.event.chain).function === usage.function;
        yield {
          message: `${cls.name} is taken here in code that an NMI can run (${usage.event.row.api}): masking interrupts does not hold an NMI off`,
          location: locateArgument(program, usage.function, usage.event.operation, isDirect ? usage.event.row.argument : undefined),
          function: nameOf(program, usage.function),
          lockClass: cls.name,
          advice: 'Use a trylock where in_nmi() holds, or an rqspinlock whose error is handled.',
          witnesses: [
            witnessOf(program, usage.node, acquisitionSteps(program, usage.function, usage.event)),
            ...(other ? [witnessOf(program, other.node, acquisitionSteps(program, other.function, other.event))] : []),
          ],
          identity: '',
          tentative: usage.node.tentative,
        };
      }
    }
  },
};

function isNmiUnsafe(u: Usage): boolean {
  const { row } = u.event;
  return u.node.context === 'nmi' && spins(row.kind) && row.kind !== 'rqspinlock' && row.operation !== 'try';
}
