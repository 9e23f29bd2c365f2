/** softirq-unsafe-lock: a class taken in softirq is also taken in process context with softirqs enabled. */

import type { Usage } from '../analysis/usages.ts';
import { conflictFinding, findConflicts, isTentative, type Conflict } from './conflicts.ts';
import { isHardirqSafe, isHardirqUnsafe } from './hardirq-unsafe-lock.ts';
import type { Rule } from './types.ts';

export const softirqUnsafeLock: Rule = {
  name: 'softirq-unsafe-lock',
  summary: 'A lock that a softirq takes is taken elsewhere with softirqs enabled.',
  level: 'error',
  lockdep: 'inconsistent {SOFTIRQ-ON-W} -> {IN-SOFTIRQ-W} usage',
  documentation: `
## What it does
Reports an acquisition in process context with softirqs enabled, of a lock class that a timer, tasklet, NAPI poll, RCU callback or other softirq takes as well. It is a hint where that side is entered so by few callers, such as a cipher in a softirq, or takes the lock under a condition more than four calls further down.

## Why it deadlocks
The softirq can run on the same CPU at the end of any hardirq, while the lock is held. It then spins for a lock whose holder it has interrupted: the CPU hangs.

## Example
\`\`\`c
static DEFINE_SPINLOCK(list_lock);
static struct timer_list reaper;

static void reap(struct timer_list *t)
{
    spin_lock(&list_lock);
    spin_unlock(&list_lock);
}

static int worker(void *data)
{
    spin_lock(&list_lock);
    spin_unlock(&list_lock);
    return 0;
}

static int __init start(void)
{
    timer_setup(&reaper, reap, 0);
    kthread_run(worker, NULL, "worker");
    return 0;
}
\`\`\`

## How to fix
Use the \`_bh\` form in process context:
\`\`\`c
static DEFINE_SPINLOCK(list_lock);
static struct timer_list reaper;

static void reap(struct timer_list *t)
{
    spin_lock(&list_lock);
    spin_unlock(&list_lock);
}

static int worker(void *data)
{
    spin_lock_bh(&list_lock);
    spin_unlock_bh(&list_lock);
    return 0;
}

static int __init start(void)
{
    timer_setup(&reaper, reap, 0);
    kthread_run(worker, NULL, "worker");
    return 0;
}
\`\`\`

## What it cannot see
Locks reached through pointers whose type is not known, and softirqs that are held off by means other than the masking and cancelling functions in the tables.
`,
  *check(analysis) {
    // What is reported as unsafe against hardirqs needs no second report, unless the first is only a hint.
    const hard = new Set<string>();
    for (const c of findConflicts(analysis, isHardirqUnsafe, isHardirqSafe)) if (!isTentative(analysis, c)) hard.add(placeOf(c));
    for (const conflict of findConflicts(analysis, isSoftirqUnsafe, isSoftirqSafe)) {
      if (hard.has(placeOf(conflict))) continue;
      yield conflictFinding(analysis, conflict, {
        interrupter: `softirq${conflict.safe.node.entry.context.vector ? ` (${conflict.safe.node.entry.context.vector})` : ''}`,
        masked: 'softirqs on',
        advice: ({ unsafe }) => `Take it with softirqs off here: the _bh form of ${unsafe.event.row.api}(), or _irqsave where callers may have hardirqs off.`,
      });
    }
  },
};

function placeOf({ class: cls, unsafe }: Conflict): string {
  return `${cls.key}|${unsafe.function}`;
}

export function isSoftirqUnsafe(u: Usage): boolean {
  return u.node.context === 'process' && u.bh === 'on' && u.irqs === 'on' && u.event.row.irq !== 'bh-off' && u.event.row.irq !== 'irq-off' && u.event.row.irq !== 'irq-save';
}

export function isSoftirqSafe(u: Usage): boolean {
  return u.node.context === 'softirq';
}
