/** irq-inversion: a lock taken in interrupts depends on one that is taken with those interrupts enabled. */

import type { Dependency } from '../analysis/dependencies.ts';
import { spins } from '../analysis/state.ts';
import type { Analysis } from '../analysis/types.ts';
import type { Usage } from '../analysis/usages.ts';
import { acquisitionSteps, chainEnd, chainSteps, locateArgument, nameOf, witnessOf } from '../analysis/witness.ts';
import { isHardirqSafe, isHardirqUnsafe } from './hardirq-unsafe-lock.ts';
import { ownWitness, takingStep } from './local.ts';
import { isSoftirqSafe, isSoftirqUnsafe } from './softirq-unsafe-lock.ts';
import { areStrangers, isHarmless, type Taker } from './strangers.ts';
import type { RawFinding, Rule } from './types.ts';

export const irqInversion: Rule = {
  name: 'irq-inversion',
  summary: 'A lock that interrupts take depends on a lock that is taken with interrupts enabled.',
  level: 'warning',
  lockdep: 'possible irq lock inversion dependency detected',
  documentation: `
## What it does
Reports an acquisition with interrupts enabled, of a lock that is elsewhere taken while a lock is held that interrupts take as well.

## Why it deadlocks
One CPU holds the inner lock and is interrupted by the handler, which waits for the outer one; its holder, on another CPU, waits for the inner one.

## Example
\`\`\`c
static DEFINE_SPINLOCK(fifo_lock);
static DEFINE_SPINLOCK(log_lock);
static int queued, logged;

static irqreturn_t fifo_irq(int irq, void *data)
{
    spin_lock(&fifo_lock);
    queued++;
    spin_unlock(&fifo_lock);
    return IRQ_HANDLED;
}

static void fifo_work(struct work_struct *work)
{
    unsigned long flags;

    spin_lock_irqsave(&fifo_lock, flags);
    spin_lock(&log_lock);
    logged += queued;
    spin_unlock(&log_lock);
    spin_unlock_irqrestore(&fifo_lock, flags);
}

static void log_work(struct work_struct *work)
{
    spin_lock(&log_lock);
    logged = 0;
    spin_unlock(&log_lock);
}

static DECLARE_WORK(fifo_worker, fifo_work);
static DECLARE_WORK(log_worker, log_work);

int fifo_start(int irq)
{
    schedule_work(&fifo_worker);
    schedule_work(&log_worker);
    return request_irq(irq, fifo_irq, 0, "fifo", NULL);
}
\`\`\`

## How to fix
Mask interrupts wherever the inner lock is taken, or do not nest it:
\`\`\`c
static DEFINE_SPINLOCK(fifo_lock);
static DEFINE_SPINLOCK(log_lock);
static int queued, logged;

static irqreturn_t fifo_irq(int irq, void *data)
{
    spin_lock(&fifo_lock);
    queued++;
    spin_unlock(&fifo_lock);
    return IRQ_HANDLED;
}

static void fifo_work(struct work_struct *work)
{
    unsigned long flags;

    spin_lock_irqsave(&fifo_lock, flags);
    spin_lock(&log_lock);
    logged += queued;
    spin_unlock(&log_lock);
    spin_unlock_irqrestore(&fifo_lock, flags);
}

static void log_work(struct work_struct *work)
{
    spin_lock_irq(&log_lock);
    logged = 0;
    spin_unlock_irq(&log_lock);
}

static DECLARE_WORK(fifo_worker, fifo_work);
static DECLARE_WORK(log_worker, log_work);

int fifo_start(int irq)
{
    schedule_work(&fifo_worker);
    schedule_work(&log_worker);
    return request_irq(irq, fifo_irq, 0, "fifo", NULL);
}
\`\`\`

## What it cannot see
Nesting over more than a few calls.
`,
  *check(analysis) {
    yield* inversions(analysis, isHardirqSafe, isHardirqUnsafe, 'hardirq');
    yield* inversions(analysis, isSoftirqSafe, isSoftirqUnsafe, 'softirq');
  },
};

function* inversions(analysis: Analysis, isSafe: (u: Usage) => boolean, isUnsafe: (u: Usage) => boolean, name: string): Generator<RawFinding> {
  const usable = (u: Usage): boolean => !u.node.tentative && spins(u.event.row.kind) && u.event.row.operation !== 'try';
  for (const [from, targets] of analysis.lockGraph) {
    const safes = (analysis.usages.get(from) ?? []).filter((u) => isSafe(u) && usable(u));
    if (safes.length === 0 || from.generic) continue;
    for (const [to, proofs] of targets) {
      if (to.generic) continue;
      const others = analysis.usages.get(to) ?? [];
      if (others.some((u) => isSafe(u))) continue;
      const unsafe = others.find((u) => isUnsafe(u) && usable(u) && u.quiesced === 0);
      const proof = proofs.find((p) => p.chain.depth <= 3 && spins(p.kind) && !isHarmless(analysis, p));
      const safe = proof && safes.find((u) => !areStrangers(analysis, from, u, takerOf(analysis, proof)));
      if (unsafe && proof && safe) yield finding(analysis, safe, proof, unsafe, name);
    }
  }
}

/** Three ways must be real at once: each long one is a doubt. */
const MAX_SURE_NESTING = 1;
const MAX_SURE_DEPTH = 2;

function takerOf(analysis: Analysis, proof: Dependency): Taker {
  return { function: proof.function, node: analysis.contexts.of(proof.function)[0] };
}

function finding(analysis: Analysis, safe: Usage, d: Dependency, unsafe: Usage, name: string): RawFinding {
  const { program } = analysis;
  const isDirect = chainEnd(unsafe.function, unsafe.event.chain).function === unsafe.function;
  return {
    message: `${d.to.name} is taken here with ${name}s on; ${nameOf(program, d.function)}() takes it while holding ${d.from.name}, which ${name}s take`,
    location: locateArgument(program, unsafe.function, unsafe.event.operation, isDirect ? unsafe.event.row.argument : undefined),
    function: nameOf(program, unsafe.function),
    lockClass: d.to.name,
    advice: `Take ${d.to.name} with ${name}s off everywhere, or not under ${d.from.name}.`,
    witnesses: [
      witnessOf(program, unsafe.node, acquisitionSteps(program, unsafe.function, unsafe.event)),
      ownWitness(analysis, d.function, [takingStep(analysis, d.function, d.held), ...chainSteps(program, d.function, d.chain, `takes ${d.text} with ${d.api}()`, 0)]),
      witnessOf(program, safe.node, acquisitionSteps(program, safe.function, safe.event)),
    ],
    identity: `${d.from.name}|${name}`,
    tentative: d.chain.depth > MAX_SURE_NESTING || unsafe.node.depth > MAX_SURE_DEPTH || safe.node.depth > MAX_SURE_DEPTH,
  };
}
