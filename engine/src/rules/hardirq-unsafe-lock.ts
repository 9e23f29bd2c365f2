/** hardirq-unsafe-lock: a class taken in hardirq is also taken with hardirqs enabled. */

import { enter } from '../analysis/contexts.ts';
import type { Analysis } from '../analysis/types.ts';
import type { Usage } from '../analysis/usages.ts';
import { chainSteps, nameOf, witnessOf } from '../analysis/witness.ts';
import { conflictFinding, findConflicts } from './conflicts.ts';
import type { RawFinding, Rule } from './types.ts';

export const hardirqUnsafeLock: Rule = {
  name: 'hardirq-unsafe-lock',
  summary: 'A lock that a hardirq takes is taken elsewhere with hardirqs enabled.',
  level: 'error',
  lockdep: 'inconsistent {HARDIRQ-ON-W} -> {IN-HARDIRQ-W} usage',
  documentation: `
## What it does
Reports an acquisition with hardirqs enabled, in process context or softirq, of a lock class that an interrupt handler, hard hrtimer, IPI or URB completion takes as well. It is a hint where that side is entered so by few callers, such as a cipher in a softirq, or takes the lock under a condition more than four calls further down. \`spin_lock_bh()\` does not mask hardirqs.

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
    yield* timerWaits(analysis);
    for (const conflict of findConflicts(analysis, isHardirqUnsafe, isHardirqSafe))
      yield conflictFinding(analysis, conflict, {
        interrupter: 'hardirq',
        masked: 'hardirqs on',
        advice: ({ unsafe }) => `Take it with hardirqs off here: the _irqsave form of ${unsafe.event.row.api}(), or _irq where hardirqs are known to be on.`,
      });
  },
};

/**
 * A running timer callback is a lock that softirq holds with hardirqs on, if it does not run with them off (lockdep's `timer->lockdep_map`); waiting for it in hardirq
 * takes that lock there.
 */
function* timerWaits(analysis: Analysis): Generator<RawFinding> {
  const { program, contexts, flowOf } = analysis;
  const timers = program.entryPoints.filter((e) => e.context.context === 'softirq' && e.context.source === 'timer' && e.context.irqs !== 'off' && e.object !== '');
  for (const { id } of program.table.functions) {
    if (flowOf(id).reachedWaits.length === 0) continue;
    const nodes = contexts.of(id).filter((n) => n.context === 'hardirq' && !n.tentative);
    if (nodes.length === 0) continue;
    for (const wait of flowOf(id).reachedWaits) {
      const callback = wait.chain.next || wait.row.waitsFor !== 'timer' ? undefined : timers.find((t) => t.object === wait.object.class?.key);
      // Some ways to the wait may be none that a hardirq takes.
      const events = callback ? flowOf(id).calls.filter((c) => c.operation === wait.chain.operation) : [];
      const node = nodes.find((n) => events.some(({ state }) => enter(n, state)));
      const running = callback && contexts.of(callback.function).find((n) => n.entry === callback);
      if (!callback || !node || !running) continue;
      const steps = chainSteps(program, id, wait.chain, `waits for ${nameOf(program, callback.function)}() with ${wait.row.api}()`, wait.row.argument);
      yield {
        message: `${wait.row.api}() waits in hardirq for the timer ${wait.object.class!.name}: it may have interrupted ${nameOf(program, callback.function)}() on this CPU`,
        location: steps.at(-1)!.location,
        function: nameOf(program, id),
        lockClass: wait.object.class!.name,
        advice: 'Use the form that does not wait in the interrupt handler.',
        witnesses: [witnessOf(program, node, steps), witnessOf(program, running, [])],
        identity: wait.row.api,
        tentative: false,
      };
    }
  }
}

export function isHardirqUnsafe(u: Usage): boolean {
  return (u.node.context === 'process' || u.node.context === 'softirq') && u.irqs === 'on' && u.event.row.irq !== 'irq-off' && u.event.row.irq !== 'irq-save';
}

export function isHardirqSafe(u: Usage): boolean {
  return u.node.context === 'hardirq';
}
