/** lock-leak: one way out of a function keeps a lock that the others release. */

import { nameOf } from '../analysis/witness.ts';
import { irregularitiesOf, ownWitness, stepAt, takingStep } from './local.ts';
import type { Rule } from './types.ts';

export const lockLeak: Rule = {
  name: 'lock-leak',
  summary: 'A path leaves the function with a lock that the other paths release.',
  level: 'warning',
  lockdep: 'BUG: held lock freed / WARNING: lock held when returning to user space',
  documentation: '',
  *check(analysis) {
    for (const { id, what } of irregularitiesOf(analysis, 'leak')) {
      if (!what.held) continue;
      const step = stepAt(analysis, id, what.operation, `returns with ${what.held.lock.text} held`);
      yield {
        message: `this path returns with ${what.held.lock.text} held; the other paths release it`,
        location: step.location,
        function: nameOf(analysis.program, id),
        lockClass: what.lock?.class?.name ?? '',
        advice: 'Release it on this path too, or take it with guard().',
        witnesses: [ownWitness(analysis, id, [takingStep(analysis, id, what.held), step])],
        identity: '',
        tentative: false,
      };
    }
  },
};
