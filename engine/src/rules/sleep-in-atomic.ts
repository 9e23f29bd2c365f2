/** sleep-in-atomic: a call that may sleep where the CPU may not be given up. */

import { atomicReason, type Held, type State } from '../analysis/state.ts';
import { liftedSleeps } from '../analysis/lifting.ts';
import type { CallEvent, Chain, ReachedSleep } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { chainEnd, chainSteps, locateOperation, nameOf, witnessOf } from '../analysis/witness.ts';
import { runsAlone } from '../knowledge/alone.ts';
import { faultless } from '../knowledge/sleeps.ts';
import type { SleepRow } from '../knowledge/types.ts';
import { isBitKey } from '../program/function-view.ts';
import type { EntryPoint, FunctionId } from '../program/types.ts';
import { isEitherKind, mayNotBeHeld } from './chosen-locks.ts';
import { withoutCrowds, type ChainedFinding } from './crowds.ts';
import { certainSleeps, isMeantToSleep, sleepsIn } from './doubtful-entries.ts';
import { irregularitiesOf, ownWitness, stepAt, takingStep } from './local.ts';
import type { RawFinding, Rule } from './types.ts';

export const sleepInAtomic: Rule = {
  name: 'sleep-in-atomic',
  summary: 'A call that may sleep is made in atomic context.',
  level: 'error',
  lockdep: 'BUG: sleeping function called from invalid context',
  isVerified: true,
  isVerifiedBeneath: true,
  documentation: `
## What it does
Reports a call that may sleep, itself or through what it calls, while a spinning lock is held, in an RCU read-side section, with interrupts or preemption off, or in softirq, hardirq or NMI. So is one in a callback that a task enters and no task may sleep in, such as the trigger of a PCM stream whose driver does not ask for a mutex.

## Why it deadlocks
The CPU is given up in a section that must not be interrupted: another task then spins for the lock on the same CPU, or the interrupted code never goes on.

## Example
\`\`\`c
struct pool {
    spinlock_t lock;
    struct mutex setup;
    void *spare;
};

void pool_refill(struct pool *pool)
{
    spin_lock(&pool->lock);
    pool->spare = kmalloc(64, GFP_KERNEL);
    mutex_lock(&pool->setup);
    mutex_unlock(&pool->setup);
    spin_unlock(&pool->lock);
}
\`\`\`

## How to fix
Allocate and take mutexes before the spinning lock, use \`GFP_ATOMIC\`, or defer the work:
\`\`\`c
struct pool {
    spinlock_t lock;
    struct mutex setup;
    void *spare;
};

void pool_refill(struct pool *pool)
{
    mutex_lock(&pool->setup);
    spin_lock(&pool->lock);
    pool->spare = kmalloc(64, GFP_ATOMIC);
    spin_unlock(&pool->lock);
    mutex_unlock(&pool->setup);
}
\`\`\`

## What it cannot see
Whether a pointer of which no row says that it may sleep leads to an implementation that does when most others do not; masks passed through memory. Where a function that sleeps only sometimes is called in atomic sections in many places, one finding stands for all, and the others are hints.
`,
  *check(analysis) {
    const seen = new Set<string>();
    const found: ChainedFinding[] = [];
    const once = (chain: Chain | undefined, key: string, finding: () => RawFinding): void => {
      if (seen.has(key)) return;
      seen.add(key);
      found.push({ finding: finding(), chain });
    };
    for (const { id, what } of irregularitiesOf(analysis, 'sleep')) {
      const row = rowOf(analysis, what.detail);
      const isQuietFault = row.fault && faultless.test(nameOf(analysis.program, id));
      if (isOwnDoing(what.state) && mayRunWhere(analysis, id, row) && !isQuietFault)
        once(undefined, `${id}|${what.operation}`, () => underLock(analysis, id, what.operation, what.state, what.detail, undefined, isSeldom(analysis, id, row)));
    }
    for (const { id } of analysis.program.table.functions)
      for (const event of analysis.flowOf(id).guardedCalls) {
        const way = isOwnDoing(event.state) ? surestWay(analysis, id, event) : undefined;
        if (way) once(way.chain, `${id}|${event.operation}`, () => underLock(analysis, id, event.operation, event.state, way.sleep.row.api, way.chain, way.isDoubtful));
      }
    for (const entry of analysis.program.entryPoints)
      if (isAtomic(analysis, entry) && !entry.tentative)
        for (const sleep of certainSleeps(analysis, entry))
          once(sleep.chain, `${entry.function}|${chainEnd(entry.function, sleep.chain).operation}|${sleep.row.api}`, () => inEntry(analysis, entry, sleep));
    yield* withoutCrowds(analysis, found);
  },
};

/** By its row, or by what was called before it. */
function isAtomic({ contexts }: Analysis, entry: EntryPoint): boolean {
  return entry.context.atomic === true || (entry.after !== undefined && contexts.of(entry.function).some((node) => node.entry === entry && node.atomic === true));
}

interface WayToSleep {
  readonly sleep: ReachedSleep;
  readonly chain: Chain;
  readonly isDoubtful: boolean;
}

/** Of what a call in an atomic section leads to: the first that surely sleeps, else the first that may. */
function surestWay(analysis: Analysis, id: FunctionId, event: CallEvent): WayToSleep | undefined {
  if (event.callees.length === 0 || !atomicReason(event.state)) return undefined;
  const sleepy = event.callees.filter((callee) => analysis.flowOf(callee).reachedSleeps.length);
  const isExpected = sleepy.length === event.callees.length || (!event.indirect && sleepy.length * 2 >= event.callees.length) || (event.indirect && analysis.effects.maySleepByContract(analysis.program.viewOf(id), event.call));
  if (!isExpected) return undefined;
  let first: WayToSleep | undefined;
  for (const callee of sleepy)
    for (const { sleep, chain } of liftedSleeps(analysis.program, id, event, callee, analysis.flowOf(callee))) {
      if (sleep.row.fault || !atomicReason(event.state, sleep.row) || !mayRunWhere(analysis, id, sleep.row)) continue;
      const way = { sleep, chain, isDoubtful: isDoubtful(analysis, id, sleep, chain) || isFar(analysis, chain, sleep) };
      if (!way.isDoubtful) return way;
      first ??= way;
    }
  return first;
}

/** Sleeps further down are guarded by conditions that we do not see too often to be more than hints; where one is seen, those not quite so far too. Bits of a status word come and go: they say less of which callers there are. */
const MAX_SURE_DEPTH = 3;
const MAX_CONDITIONAL_DEPTH = 2;

/** A macro is part of the function that writes it: `readl_poll_timeout()` is three of them. But what is given a mask, or claims to sleep on a condition, is asked by each on the way. */
function isFar({ program: { table }, effects }: Analysis, chain: Chain, { row, conditions }: ReachedSleep): boolean {
  const isAsked = row.gfp !== undefined || effects.rowsOf(row.api).query !== undefined;
  let calls = 0;
  for (let at: Chain | undefined = chain; at?.callee !== undefined; at = at.next) if (isAsked || table.functions[at.callee].facts.form !== 'macro') calls++;
  return calls > (conditions.some((key) => !isBitKey(key)) ? MAX_CONDITIONAL_DEPTH : MAX_SURE_DEPTH);
}

/** Nobody may sleep in it, whatever the device is. */
function isForAll({ program: { statements, table } }: Analysis, { context, function: id }: EntryPoint): boolean {
  return context.always === true && !(context.unless !== undefined && statements.isMadeAround(context.unless, table.functions[id].file));
}

/** In what is called from a task, and no task may sleep in: by itself, or in a function that it calls without asking. */
function isNear({ chain, conditions, row }: ReachedSleep): boolean {
  return chain.depth <= 1 && conditions.size === 0 && !row.sometimes && row.unless === undefined;
}

/** The section was begun here or by a plain wrapper; masks left behind by deeper callees are paths that we failed to exclude. */
function isOwnDoing(state: State): boolean {
  const reason = atomicReason(state);
  return reason?.held ? reason.held.taker === undefined || state.levels <= 2 : state.levels <= 1;
}

/** Whoever holds a reference of its own does not drop the last one. What sleeps for some devices only: where a flag decides, or another part of the kernel makes the call, it may be for one of the others. */
function isDoubtful(analysis: Analysis, id: FunctionId, { row, conditions, lastReference }: ReachedSleep, chain: Chain): boolean {
  const { table } = analysis.program;
  // Further down there is seldom anything that was remapped, and it is a warning of the kernel's at most.
  const isWarnedOf = row.only === 'hardirqs-off' && chain.depth > 0;
  return lastReference || isSeldom(analysis, id, row) || isWarnedOf || (row.unless !== undefined && (conditions.size > 0 || table.functions[chainEnd(id, chain).function].file !== table.functions[id].file));
}

/** A call that sleeps in tasks only, from a function that interrupts alone run, does not sleep. */
function mayRunWhere({ contexts }: Analysis, id: FunctionId, row: SleepRow): boolean {
  const nodes = contexts.of(id);
  return nodes.length === 0 || row.only !== 'tasks' || nodes.some((node) => sleepsIn(node, row));
}

/** It does not always sleep, or it is not known that the function runs where it does. */
function isSeldom({ contexts }: Analysis, id: FunctionId, row: SleepRow): boolean {
  return row.sometimes === true || (row.only === 'tasks' && !contexts.of(id).some((node) => !node.tentative && sleepsIn(node, row)));
}

function rowOf({ effects }: Analysis, api: string): SleepRow {
  return effects.rowsOf(api).sleep ?? { api, fault: false, why: '' };
}

function underLock(analysis: Analysis, id: FunctionId, operation: number, state: State, api: string, chain: Chain | undefined, doubtful: boolean): RawFinding {
  const reason = atomicReason(state)!;
  const { program } = analysis;
  const last = chain ? chainSteps(program, id, chain, `calls ${api}(), which may sleep`) : [stepAt(analysis, id, operation, `calls ${api}(), which may sleep`)];
  const held: Held | undefined = reason.held;
  return {
    message: `${api}() may sleep${chain ? ', and is reached from here' : ''} ${reason.what}`,
    location: locateOperation(program, id, operation),
    function: nameOf(program, id),
    lockClass: held?.lock.class?.name ?? '',
    advice: 'Move the call out of the atomic section, or use a variant that does not sleep (GFP_ATOMIC, _nosync, a work item).',
    witnesses: [ownWitness(analysis, id, [...(held ? [takingStep(analysis, id, held)] : []), ...last])],
    identity: api,
    tentative: doubtful || (held !== undefined && (isEitherKind(analysis, held) || mayNotBeHeld(analysis, held))) || (held === undefined && runsAlone.test(nameOf(program, id))),
  };
}

function inEntry(analysis: Analysis, entry: EntryPoint, sleep: ReachedSleep): RawFinding {
  const { program } = analysis;
  const end = chainEnd(entry.function, sleep.chain);
  const node = analysis.contexts.of(entry.function).find((n) => n.entry === entry) ?? analysis.contexts.of(entry.function)[0];
  return {
    message: `${sleep.row.api}() may sleep, and is reached in ${entry.context.context} context from ${nameOf(program, entry.function)}() (${entry.via})`,
    location: locateOperation(program, end.function, end.operation),
    function: nameOf(program, end.function),
    lockClass: '',
    advice: 'Defer the work to a work item or threaded handler, or use a variant that does not sleep.',
    witnesses: [witnessOf(program, node, chainSteps(program, entry.function, sleep.chain, `calls ${sleep.row.api}(), which may sleep`))],
    identity: `${sleep.row.api}|${nameOf(program, entry.function)}`,
    // Members that may not sleep often have instances that may (can_sleep).
    tentative: (entry.context.context === 'process' && !(isForAll(analysis, entry) && isNear(sleep))) || isMeantToSleep(analysis, entry) || isFar(analysis, sleep.chain, sleep) || isDoubtful(analysis, entry.function, sleep, sleep.chain),
  };
}
