/** bh-lock-in-hardirq: softirqs are masked or unmasked where hardirqs are off. */

import { Irq } from '../analysis/state.ts';
import { nameOf } from '../analysis/witness.ts';
import { irregularitiesOf, ownWitness, provesIrqsOff, stepAt } from './local.ts';
import type { Rule } from './types.ts';

/** A way of more calls is too often one that no caller with hardirqs off takes. */
const MAX_SURE_DEPTH = 3;

export const bhLockInHardirq: Rule = {
  name: 'bh-lock-in-hardirq',
  summary: 'A _bh lock function runs in hardirq context or with hardirqs off.',
  level: 'error',
  lockdep: 'WARN_ON_ONCE(in_hardirq()) in __local_bh_disable_ip / __local_bh_enable_ip',
  documentation: `
## What it does
Reports \`_bh\` lock functions, \`local_bh_disable()\` and \`local_bh_enable()\` in hardirq context or with hardirqs off.

## Why it deadlocks
Unmasking softirqs runs those that are pending, here with hardirqs off; and masking softirqs does not keep hardirqs from taking the same lock.

## Example
\`\`\`c
struct phy {
    spinlock_t lock;
    int irq;
    int link;
};

static irqreturn_t phy_irq(int irq, void *data)
{
    struct phy *phy = data;

    spin_lock_bh(&phy->lock);
    phy->link = 1;
    spin_unlock_bh(&phy->lock);
    return IRQ_HANDLED;
}

int phy_start(struct phy *phy)
{
    return request_irq(phy->irq, phy_irq, 0, "phy", phy);
}
\`\`\`

## How to fix
Move the work to a context where \`_bh\` is right, as here; or use the plain form in the handler and mask hardirqs on the other side:
\`\`\`c
struct phy {
    spinlock_t lock;
    int irq;
    int link;
};

static irqreturn_t phy_thread(int irq, void *data)
{
    struct phy *phy = data;

    spin_lock_bh(&phy->lock);
    phy->link = 1;
    spin_unlock_bh(&phy->lock);
    return IRQ_HANDLED;
}

int phy_start(struct phy *phy)
{
    return request_threaded_irq(phy->irq, NULL, phy_thread, IRQF_ONESHOT, "phy", phy);
}
\`\`\`

## What it cannot see
Hardirqs masked by a caller that is not known.
`,
  *check(analysis) {
    const seen = new Set<string>();
    for (const { id, what } of irregularitiesOf(analysis, 'bh-with-irqs-off')) {
      const { proved, node } = provesIrqsOff(analysis, id, what);
      const key = `${id}|${what.lock?.key ?? ''}`;
      if (analysis.flowOf(id).irregularities.some((i) => i.kind === 'mismatched-unlock' && i.operation === what.operation)) continue;
      if (!proved || seen.has(key) || (!what.lock && [...seen].some((k) => k.startsWith(`${id}|`)))) continue;
      seen.add(key);
      const where = node?.context === 'hardirq' ? 'in hardirq context' : 'with hardirqs off';
      const step = stepAt(analysis, id, what.operation, `calls ${what.detail}()`, what.row?.argument);
      yield {
        message: `${what.detail}() runs ${where}: unmasking softirqs there runs them with hardirqs off`,
        location: step.location,
        function: nameOf(analysis.program, id),
        lockClass: what.lock?.class?.name ?? '',
        advice: 'Hardirqs off imply softirqs off: use the plain form here, and the _irqsave form for the other takers of this lock.',
        witnesses: [ownWitness(analysis, id, [step], node)],
        identity: '',
        tentative: (node?.tentative ?? false) || (what.state.irq === Irq.Entry && (node?.depth ?? 0) > MAX_SURE_DEPTH),
      };
    }
  },
};
