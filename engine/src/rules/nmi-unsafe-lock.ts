/** nmi-unsafe-lock: a lock that spins for ever is taken in code that an NMI can run. */

import type { Analysis } from '../analysis/types.ts';
import type { Usage } from '../analysis/usages.ts';
import { spins } from '../analysis/state.ts';
import { takersOutsideNmi } from '../analysis/takers.ts';
import { acquisitionSteps, chainEnd, locateArgument, nameOf, witnessOf } from '../analysis/witness.ts';
import { refusedLocks } from '../knowledge/bpf-verifier.ts';
import type { Rule } from './types.ts';

export const nmiUnsafeLock: Rule = {
  name: 'nmi-unsafe-lock',
  summary: 'A lock that is neither an rqspinlock nor a trylock is taken in code that an NMI can run.',
  level: 'error',
  lockdep: 'inconsistent {INITIAL USE} -> {IN-NMI} usage',
  documentation: `
## What it does
Reports an acquisition in code that an NMI can run (NMI handlers, perf overflow handlers, BPF map operations that perf-event programs may call) of a lock that is neither tried nor an rqspinlock. Where nothing else that was read takes the lock it is a hint.

## Why it deadlocks
No mask holds an NMI off: it may have interrupted the holder of the lock on this CPU, and then spins for ever.

## Example
\`\`\`c
static DEFINE_RAW_SPINLOCK(sample_lock);
static unsigned long samples;

static int sample_nmi(unsigned int type, struct pt_regs *regs)
{
    unsigned long flags;

    raw_spin_lock_irqsave(&sample_lock, flags);
    samples++;
    raw_spin_unlock_irqrestore(&sample_lock, flags);
    return NMI_HANDLED;
}

static void sample_flush(struct work_struct *work)
{
    unsigned long flags;

    raw_spin_lock_irqsave(&sample_lock, flags);
    samples = 0;
    raw_spin_unlock_irqrestore(&sample_lock, flags);
}

static DECLARE_WORK(sample_work, sample_flush);

int sample_start(void)
{
    schedule_work(&sample_work);
    return register_nmi_handler(NMI_LOCAL, sample_nmi, 0, "sample");
}
\`\`\`

## How to fix
Try the lock where an NMI may run, and go without it when it is taken:
\`\`\`c
static DEFINE_RAW_SPINLOCK(sample_lock);
static unsigned long samples;

static int sample_nmi(unsigned int type, struct pt_regs *regs)
{
    if (!raw_spin_trylock(&sample_lock))
        return NMI_DONE;
    samples++;
    raw_spin_unlock(&sample_lock);
    return NMI_HANDLED;
}

static void sample_flush(struct work_struct *work)
{
    unsigned long flags;

    raw_spin_lock_irqsave(&sample_lock, flags);
    samples = 0;
    raw_spin_unlock_irqrestore(&sample_lock, flags);
}

static DECLARE_WORK(sample_work, sample_flush);

int sample_start(void)
{
    schedule_work(&sample_work);
    return register_nmi_handler(NMI_LOCAL, sample_nmi, 0, "sample");
}
\`\`\`

## What it cannot see
Which programs are really attached to a hardware event.
`,
  *check(analysis) {
    const { program, usages } = analysis;
    for (const [cls, all] of usages) {
      const inNmi = all.filter(isNmiUnsafe);
      if (inNmi.length === 0) continue;
      const other = all.find((u) => u.node.context !== 'nmi' && u.event.row.operation !== 'try');
      const isAlone = !other && takersOutsideNmi(analysis, cls.name).length === 0;
      const reported = new Set<number>();
      for (const usage of inNmi) {
        if (reported.has(usage.function)) continue;
        reported.add(usage.function);
        const isDirect = chainEnd(usage.function, usage.event.chain).function === usage.function;
        const refused = isRefused(analysis, usage);
        yield {
          message: `${cls.name} is taken here in code that an NMI can run (${usage.event.row.api}): masking interrupts does not hold an NMI off${refused ? '; the verifier refuses to load it' : ''}`,
          location: locateArgument(program, usage.function, usage.event.operation, isDirect ? usage.event.row.argument : undefined),
          function: nameOf(program, usage.function),
          lockClass: cls.name,
          advice: 'Use a trylock where in_nmi() holds, or an rqspinlock whose error is handled.',
          witnesses: [
            witnessOf(program, usage.node, acquisitionSteps(program, usage.function, usage.event)),
            ...(other ? [witnessOf(program, other.node, acquisitionSteps(program, other.function, other.event))] : []),
          ],
          identity: '',
          // A lock that nothing but an NMI takes has no owner that it could interrupt.
          tentative: usage.node.tentative || refused || isAlone,
        };
      }
    }
  },
};

function isNmiUnsafe(u: Usage): boolean {
  const { row } = u.event;
  return u.node.context === 'nmi' && spins(row.kind) && row.kind !== 'rqspinlock' && row.operation !== 'try';
}

/** The verifier keeps this type of BPF program from taking this lock. */
function isRefused({ program }: Analysis, { event, node }: Usage): boolean {
  const type = program.bpf.of(node.entry.function)?.match?.row.program;
  return type !== undefined && refusedLocks.some(({ api, programs }) => api === event.row.api && programs.includes(type));
}
