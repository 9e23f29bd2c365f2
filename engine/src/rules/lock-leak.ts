/** lock-leak: one way out of a function keeps a lock that the others release. */

import { nameOf } from '../analysis/witness.ts';
import { irregularitiesOf, ownWitness, stepAt, takingStep } from './local.ts';
import type { Rule } from './types.ts';

export const lockLeak: Rule = {
  name: 'lock-leak',
  summary: 'A path leaves the function with a lock that the other paths release.',
  level: 'warning',
  lockdep: 'BUG: held lock freed / WARNING: lock held when returning to user space',
  isVerified: true,
  documentation: `
## What it does
Reports a way out of a function that keeps a lock which the function's other ways out release, where the caller cannot tell them apart.

## Why it deadlocks
The next acquisition of the lock waits for ever.

## Example
\`\`\`c
struct ledger {
    spinlock_t lock;
    int total;
    int limit;
};

int ledger_add(struct ledger *ledger, int amount)
{
    spin_lock(&ledger->lock);
    if (ledger->total + amount > ledger->limit)
        return -ENOSPC;
    ledger->total += amount;
    spin_unlock(&ledger->lock);
    return 0;
}
\`\`\`

## How to fix
Release it on every path, as here, or take it with \`guard()\`:
\`\`\`c
struct ledger {
    spinlock_t lock;
    int total;
    int limit;
};

int ledger_add(struct ledger *ledger, int amount)
{
    int err = 0;

    spin_lock(&ledger->lock);
    if (ledger->total + amount > ledger->limit) {
        err = -ENOSPC;
        goto out;
    }
    ledger->total += amount;
out:
    spin_unlock(&ledger->lock);
    return err;
}
\`\`\`

## What it cannot see
Locks taken by a callee, and functions that return with a lock by contract that no annotation states.
`,
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
        tentative: what.detail !== '',
      };
    }
  },
};
