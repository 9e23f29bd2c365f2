/** irq-enable-in-atomic: hardirqs are enabled unconditionally where an outer section had them off. */

import { enter } from '../analysis/contexts.ts';
import { Irq } from '../analysis/state.ts';
import type { Irregularity } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { nameOf } from '../analysis/witness.ts';
import type { FunctionId } from '../program/types.ts';
import { irregularitiesOf, ownWitness, provesIrqsOff, stepAt, takingStep } from './local.ts';
import type { Rule } from './types.ts';

/** A way of more calls is too often one that no caller with hardirqs off takes. */
const MAX_SURE_DEPTH = 3;

export const irqEnableInAtomic: Rule = {
  name: 'irq-enable-in-atomic',
  summary: 'Hardirqs are enabled where they were off already.',
  level: 'error',
  lockdep: 'raw_local_irq_restore() called with IRQs enabled, or an inconsistent usage later',
  isVerified: true,
  documentation: `
## What it does
Reports \`spin_unlock_irq()\`, \`local_irq_enable()\` and their kin where hardirqs were off before the section that they end.

## Why it deadlocks
The outer section believes that interrupts are off: an interrupt can now arrive in it and take the lock that it holds.

## Example
\`\`\`c
struct bus {
    spinlock_t lock;
    spinlock_t stats_lock;
    int sent;
};

void bus_send(struct bus *bus)
{
    unsigned long flags;

    spin_lock_irqsave(&bus->lock, flags);
    spin_lock_irq(&bus->stats_lock);
    bus->sent++;
    spin_unlock_irq(&bus->stats_lock);
    spin_unlock_irqrestore(&bus->lock, flags);
}
\`\`\`

## How to fix
Use the plain form inside, or save and restore:
\`\`\`c
struct bus {
    spinlock_t lock;
    spinlock_t stats_lock;
    int sent;
};

void bus_send(struct bus *bus)
{
    unsigned long flags;

    spin_lock_irqsave(&bus->lock, flags);
    spin_lock(&bus->stats_lock);
    bus->sent++;
    spin_unlock(&bus->stats_lock);
    spin_unlock_irqrestore(&bus->lock, flags);
}
\`\`\`

## What it cannot see
Callers that are reached only through pointers without a known target.
`,
  *check(analysis) {
    const seen = new Set<string>();
    for (const { id, what } of irregularitiesOf(analysis, 'irq-enable')) {
      const { proved, node } = what.lock && !what.held ? provesHardirq(analysis, id, what) : provesIrqsOff(analysis, id, what);
      const key = `${id}|${what.lock?.key ?? what.operation}`;
      if (!proved || seen.has(key)) continue;
      seen.add(key);
      const step = stepAt(analysis, id, what.operation, `enables hardirqs with ${what.detail}()`, what.row?.argument);
      const outer = what.state.held.findLast((h) => h !== what.held && (h.effect === 'irq-save' || h.effect === 'irq-off'));
      yield {
        message: `${what.detail}() enables hardirqs, which were off ${outer ? `since ${outer.api}(${outer.lock.text})` : 'on entry'}`,
        location: step.location,
        function: nameOf(analysis.program, id),
        lockClass: what.lock?.class?.name ?? '',
        advice: 'Save and restore the interrupt state (_irqsave/_irqrestore), or use the plain form where hardirqs are known to be off.',
        witnesses: [ownWitness(analysis, id, [...(outer ? [takingStep(analysis, id, outer)] : []), ...(what.held ? [takingStep(analysis, id, what.held)] : []), step], node)],
        identity: '',
        tentative: (node?.tentative ?? false) || (what.state.irq === Irq.Entry && (node?.depth ?? 0) > MAX_SURE_DEPTH),
      };
    }
  },
};

/** The caller took the lock that is released here, maybe masking hardirqs just for it: only in a hardirq are they off for another reason. */
function provesHardirq(analysis: Analysis, id: FunctionId, what: Irregularity): ReturnType<typeof provesIrqsOff> {
  const node = analysis.contexts.of(id).find((n) => n.context === 'hardirq' && !n.tentative && enter(n, what.state));
  return { proved: node !== undefined, node };
}
