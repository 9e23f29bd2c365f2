/** mismatched-unlock: a release that is not the pair of its acquisition. */

import { nameOf } from '../analysis/witness.ts';
import type { Analysis } from '../analysis/types.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId } from '../program/types.ts';
import { irregularitiesOf, ownWitness, stepAt, takingStep } from './local.ts';
import { isNeverHandedOver, relievedLocks, type Relieved } from './relieved.ts';
import type { Rule } from './types.ts';

export const mismatchedUnlock: Rule = {
  name: 'mismatched-unlock',
  summary: 'A lock is released with the wrong form for how it was taken.',
  level: 'error',
  lockdep: '',
  isVerified: true,
  documentation: `
## What it does
Reports a release that undoes another mask than the acquisition set: \`spin_lock_irqsave()\` ended by \`spin_unlock_bh()\`, a reader ended as a writer. So is a release on a path that has not taken the lock, or has released it already, where the function takes it itself on another and nobody hands it over; it is a hint where a variable may tell the two ways apart, and nothing where the function writes down in a member which of them it took, and asks that.

## Why it deadlocks
Interrupts or softirqs stay masked, or are unmasked too early; the lock's count of readers goes wrong.

## Example
\`\`\`c
struct meter {
    spinlock_t lock;
    int value;
};

int meter_read(struct meter *meter)
{
    unsigned long flags;
    int value;

    spin_lock_irqsave(&meter->lock, flags);
    value = meter->value;
    spin_unlock_bh(&meter->lock);
    return value;
}
\`\`\`

## How to fix
Release with the counterpart of the acquisition:
\`\`\`c
struct meter {
    spinlock_t lock;
    int value;
};

int meter_read(struct meter *meter)
{
    unsigned long flags;
    int value;

    spin_lock_irqsave(&meter->lock, flags);
    value = meter->value;
    spin_unlock_irqrestore(&meter->lock, flags);
    return value;
}
\`\`\`

## What it cannot see
Pairs that are spread over callees.
`,
  *check(analysis) {
    const seen = new Set<string>();
    for (const { id, what } of irregularitiesOf(analysis, 'mismatched-unlock')) {
      const key = `${id}|${what.operation}`;
      if (seen.has(key) || !what.held) continue;
      seen.add(key);
      const step = stepAt(analysis, id, what.operation, `releases it with ${what.row!.api}()`, what.row?.argument);
      yield {
        message: `${what.held.lock.text} is released the wrong way: ${what.detail}`,
        location: step.location,
        function: nameOf(analysis.program, id),
        lockClass: what.lock?.class?.name ?? '',
        advice: `Release it with the counterpart of ${what.held.api}().`,
        witnesses: [ownWitness(analysis, id, [takingStep(analysis, id, what.held), step])],
        identity: what.row!.api,
        tentative: false,
      };
    }
    const relieved = relievedLocks(analysis);
    const isOwn = isNeverHandedOver(analysis);
    for (const { id, what } of irregularitiesOf(analysis, 'unpaired')) {
      if (isHandedBack(analysis, relieved, id, what.lock!) || !isOwn(id, what.lock!)) continue;
      const step = stepAt(analysis, id, what.operation, `releases ${what.lock!.text}, which it has not taken`);
      yield {
        message: `${what.lock!.text} is released here on a path that has not taken it; other paths take it themselves`,
        location: step.location,
        function: nameOf(analysis.program, id),
        lockClass: what.lock!.class?.name ?? '',
        advice: 'Take it on this path too, or leave out the release.',
        witnesses: [ownWitness(analysis, id, [step])],
        identity: 'unpaired',
        // Which way was taken may be known from what a variable holds.
        tentative: what.detail !== '',
      };
    }
  },
};

/** A callee releases the lock for a while: what it gives back has another taker. */
function isHandedBack({ flowOf }: Analysis, relieved: Relieved, id: FunctionId, lock: LockReference): boolean {
  return flowOf(id).calls.some(({ callees }) => callees.some((callee) => relieved.by(callee, lock)));
}
