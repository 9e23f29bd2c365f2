/** unchecked-rqspinlock: the result of a failable acquisition is dropped. */

import { nameOf } from '../analysis/witness.ts';
import { irregularitiesOf, ownWitness, stepAt } from './local.ts';
import type { Rule } from './types.ts';

export const uncheckedRqspinlock: Rule = {
  name: 'unchecked-rqspinlock',
  summary: 'The result of an acquisition that can fail is not checked.',
  level: 'error',
  lockdep: '',
  documentation: '',
  *check(analysis) {
    for (const { id, what } of irregularitiesOf(analysis, 'unchecked')) {
      const step = stepAt(analysis, id, what.operation, `tries to take ${what.lock!.text} with ${what.row!.api}()`, what.row?.argument);
      yield {
        message: `the result of ${what.row!.api}() is not checked: on -EDEADLK or -ETIMEDOUT the lock is not held`,
        location: step.location,
        function: nameOf(analysis.program, id),
        lockClass: what.lock?.class?.name ?? '',
        advice: 'Test the result and leave without the lock when it is not zero.',
        witnesses: [ownWitness(analysis, id, [step])],
        identity: '',
        tentative: false,
      };
    }
  },
};
