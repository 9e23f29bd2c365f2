/** recursive-lock: the same lock is taken twice on one path. */

import { chainEnd, chainSteps, nameOf } from '../analysis/witness.ts';
import { irregularitiesOf, ownWitness, stepAt, takingStep } from './local.ts';
import type { Rule } from './types.ts';

export const recursiveLock: Rule = {
  name: 'recursive-lock',
  summary: 'A lock is taken on a path that already holds it.',
  level: 'error',
  lockdep: 'possible recursive locking detected',
  documentation: '',
  *check(analysis) {
    const { program } = analysis;
    const seen = new Set<string>();
    for (const { id, what } of irregularitiesOf(analysis, 'recursion')) {
      const { held, row, lock, chain } = what;
      if (!held || !row || !lock || !chain) continue;
      const end = chainEnd(id, chain);
      const key = `${id}|${end.function}|${lock.class?.key}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const again = chainSteps(program, id, chain, `takes ${lock.text} again with ${row.api}()`, row.argument);
      yield {
        message: `${lock.text} is taken${end.function === id ? '' : ` by ${nameOf(program, end.function)}()`} while it is held already, since ${held.api}()`,
        location: end.function === id ? again.at(-1)!.location : stepAt(analysis, id, chain.operation, '').location,
        function: nameOf(program, id),
        lockClass: lock.class?.name ?? '',
        advice: 'Call the variant that expects the lock held, or release the lock before the call.',
        witnesses: [ownWitness(analysis, id, [takingStep(analysis, id, held), ...again])],
        identity: nameOf(program, end.function),
        tentative: false,
      };
    }
  },
};
