/** hardirq-unsafe-lock: a class taken in hardirq is also taken with hardirqs enabled. */

import type { Usage } from '../analysis/usages.ts';
import { conflictFinding, findConflicts } from './conflicts.ts';
import type { Rule } from './types.ts';

export const hardirqUnsafeLock: Rule = {
  name: 'hardirq-unsafe-lock',
  summary: 'A lock that a hardirq takes is taken elsewhere with hardirqs enabled.',
  level: 'error',
  lockdep: 'inconsistent {HARDIRQ-ON-W} -> {IN-HARDIRQ-W} usage',
  documentation: `
## What it does
Reports an acquisition with hardirqs enabled, in process context or softirq, of a lock class that an interrupt handler, hard hrtimer, IPI or URB completion takes as well. \`spin_lock_bh()\` does not mask hardirqs.

## Why it deadlocks
The interrupt can arrive on the same CPU while the lock is held, and spin for it for ever.

## Example
\`\`\`c
struct port {
    spinlock_t lock;
};

static irqreturn_t port_interrupt(int irq, void *data)
{
    struct port *port = data;

    spin_lock(&port->lock);
    spin_unlock(&port->lock);
    return IRQ_HANDLED;
}

static int port_worker(void *data)
{
    struct port *port = data;

    spin_lock_bh(&port->lock);
    spin_unlock_bh(&port->lock);
    return 0;
}

static int port_start(struct port *port, int irq)
{
    kthread_run(port_worker, port, "port");
    return request_irq(irq, port_interrupt, 0, "port", port);
}
\`\`\`

## How to fix
Mask hardirqs on the side that can be interrupted:
\`\`\`c
struct port {
    spinlock_t lock;
};

static irqreturn_t port_interrupt(int irq, void *data)
{
    struct port *port = data;

    spin_lock(&port->lock);
    spin_unlock(&port->lock);
    return IRQ_HANDLED;
}

static int port_worker(void *data)
{
    struct port *port = data;
    unsigned long flags;

    spin_lock_irqsave(&port->lock, flags);
    spin_unlock_irqrestore(&port->lock, flags);
    return 0;
}

static int port_start(struct port *port, int irq)
{
    kthread_run(port_worker, port, "port");
    return request_irq(irq, port_interrupt, 0, "port", port);
}
\`\`\`

## What it cannot see
Interrupts masked in the device itself, other than by the functions in the tables.
`,
  *check(analysis) {
    for (const conflict of findConflicts(analysis, isHardirqUnsafe, isHardirqSafe))
      yield conflictFinding(analysis, conflict, {
        interrupter: 'hardirq',
        masked: 'hardirqs on',
        advice: ({ unsafe }) => `Take it with hardirqs off here: the _irqsave form of ${unsafe.event.row.api}(), or _irq where hardirqs are known to be on.`,
      });
  },
};

export function isHardirqUnsafe(u: Usage): boolean {
  return (u.node.context === 'process' || u.node.context === 'softirq') && u.irqs === 'on' && u.event.row.irq !== 'irq-off' && u.event.row.irq !== 'irq-save';
}

export function isHardirqSafe(u: Usage): boolean {
  return u.node.context === 'hardirq';
}
