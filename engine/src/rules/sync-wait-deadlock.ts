/** sync-wait-deadlock: waiting for a callback to finish while holding a lock that the callback takes, or from within the callback. */

import type { ContextNode } from '../analysis/contexts.ts';
import { liftedWaits } from '../analysis/lifting.ts';
import type { CallEvent, ReachedAcquisition } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { chainEnd, chainSteps, locateArgument, nameOf, witnessOf, type Step, type Witness } from '../analysis/witness.ts';
import type { EntryPoint, FunctionId, LockClass } from '../program/types.ts';
import { mayNotBeHeld } from './chosen-locks.ts';
import { enteredNode, isEnteredHolding, isReachedFrom } from './entered-holding.ts';
import { ownWitness, takingStep } from './local.ts';
import type { RawFinding, Rule } from './types.ts';
import { callbacksOf, indexCallbacks, isOfFiles, isOneEnough, isQueue, type CallbackIndex, type Wait } from './waited-callbacks.ts';

export const syncWaitDeadlock: Rule = {
  name: 'sync-wait-deadlock',
  summary: 'A callback is waited for while a lock that it takes is held.',
  level: 'error',
  lockdep: 'possible circular locking dependency detected',
  documentation: `
## What it does
Reports \`timer_delete_sync()\`, \`cancel_work_sync()\`, \`free_irq()\` and other calls that wait for a callback, made while holding a lock that the callback takes, or from within the callback; and two callbacks of which each waits for the other. A thread that is stopped counts as a callback, so does who opens a device that is taken away, or the driver's own function that suspends a device which is to be resumed, and so, as a hint, does who reads or writes a file of sysfs, debugfs or procfs that is removed.

## Why it deadlocks
The caller waits for the callback, and the callback for the lock.

## Example
\`\`\`c
struct lease {
    spinlock_t lock;
    struct timer_list renew;
    int valid;
};

static void lease_renew(struct timer_list *t)
{
    struct lease *lease = from_timer(lease, t, renew);

    spin_lock(&lease->lock);
    lease->valid = 1;
    spin_unlock(&lease->lock);
}

void lease_init(struct lease *lease)
{
    spin_lock_init(&lease->lock);
    timer_setup(&lease->renew, lease_renew, 0);
}

void lease_stop(struct lease *lease)
{
    spin_lock_bh(&lease->lock);
    lease->valid = 0;
    timer_delete_sync(&lease->renew);
    spin_unlock_bh(&lease->lock);
}
\`\`\`

## How to fix
Wait before taking the lock or after releasing it, or use the form that does not wait:
\`\`\`c
struct lease {
    spinlock_t lock;
    struct timer_list renew;
    int valid;
};

static void lease_renew(struct timer_list *t)
{
    struct lease *lease = from_timer(lease, t, renew);

    spin_lock(&lease->lock);
    lease->valid = 1;
    spin_unlock(&lease->lock);
}

void lease_init(struct lease *lease)
{
    spin_lock_init(&lease->lock);
    timer_setup(&lease->renew, lease_renew, 0);
}

void lease_stop(struct lease *lease)
{
    spin_lock_bh(&lease->lock);
    lease->valid = 0;
    spin_unlock_bh(&lease->lock);
    timer_delete_sync(&lease->renew);
}
\`\`\`

## What it cannot see
Callbacks of objects whose type or registration is not known.
`,
  *check(analysis) {
    const found = new Map<string, RawFinding>();
    const index = indexCallbacks(analysis);
    for (const { id } of analysis.program.table.functions)
      for (const event of analysis.flowOf(id).guardedCalls)
        for (const wait of waitsOf(analysis, id, event)) [...heldConflicts(analysis, index, id, event, wait)].forEach(add);
    for (const entry of analysis.program.entryPoints) [...entryConflicts(analysis, index, entry)].forEach(add);
    yield* found.values();
    for (const entry of analysis.program.entryPoints) yield* selfWaits(analysis, entry);
    yield* mutualWaits(analysis, index);

    function add(finding: RawFinding): void {
      const key = `${finding.function}|${finding.lockClass}|${finding.identity}`;
      const known = found.get(key);
      found.set(key, known ? withHolder(known, finding.witnesses[0]) : finding);
    }
  },
};

/** Whoever else waits there with the lock must be mended as well. */
const MOST_WITNESSES = 8;

/** The first holder and the callback come first: they are what is simulated. */
function withHolder(finding: RawFinding, holder: Witness): RawFinding {
  const { witnesses } = finding;
  const isNew = witnesses.length >= 2 && witnesses.length < MOST_WITNESSES && !witnesses.some((known) => wayOf(known) === wayOf(holder));
  return isNew ? { ...finding, witnesses: [...witnesses, holder] } : finding;
}

function wayOf({ steps }: Witness): string {
  return steps.map((step) => step.function).join();
}

/** Waits made by this call: its own row's, or those its callees reach. */
function* waitsOf(analysis: Analysis, id: FunctionId, event: CallEvent): Generator<Wait> {
  if (event.state.held.length === 0) return;
  if (event.callees.length === 0) {
    for (const wait of analysis.flowOf(id).reachedWaits) if (wait.chain.operation === event.operation && !wait.chain.next) yield { wait, object: wait.object, chain: wait.chain, dropped: [] };
    return;
  }
  if (event.indirect && event.callees.length > 3) return;
  for (const callee of event.callees) yield* liftedWaits(analysis.program, id, event, callee, analysis.flowOf(callee));
}

/** The path has released the caller's lock before it waits. */
function isDropped({ dropped }: Wait, key: string, { key: classKey }: LockClass): boolean {
  return dropped.includes(key) || dropped.includes(`#${classKey}`);
}

function* heldConflicts(analysis: Analysis, index: CallbackIndex, id: FunctionId, event: CallEvent, w: Wait): Generator<RawFinding> {
  for (const held of event.state.held) {
    if (!held.lock.class || held.kind === 'rcu' || isDropped(w, held.lock.key, held.lock.class)) continue;
    for (const entry of callbacksOf(analysis, index, id, w)) {
      const taken = analysis.flowOf(entry.function).reachedAcquisitions.find((a) => a.lock.class === held.lock.class && isReachedFrom(entry, a) && !a.dropped.length && !(a.row.mode === 'shared' && held.mode === 'shared'));
      if (!taken) continue;
      const holder = { since: `since ${held.api}()`, steps: [takingStep(analysis, id, held)], tentative: held.kind === 'socket' || mayNotBeHeld(analysis, held) };
      yield waitFinding(analysis, id, w, holder, entry, taken);
      if (isOneEnough(w)) break;
    }
  }
}

/** Whoever enters this callback holds a lock over all of it: the networking core calls ndo_stop() under rtnl_lock(). */
function* entryConflicts(analysis: Analysis, index: CallbackIndex, entered: EntryPoint): Generator<RawFinding> {
  if (!entered.context.held) return;
  for (const wait of analysis.flowOf(entered.function).reachedWaits) {
    if (!isReachedFrom(entered, wait)) continue;
    const w: Wait = { wait, object: wait.object, chain: wait.chain, dropped: wait.dropped };
    for (const entry of callbacksOf(analysis, index, entered.function, w)) {
      const taken = analysis.flowOf(entry.function).reachedAcquisitions.find((a) => a.lock.class && isEnteredHolding(entered, a.lock.class) && !isDropped(w, a.lock.key, a.lock.class) && isReachedFrom(entry, a) && !a.dropped.length && a.row.mode === 'exclusive');
      if (!taken) continue;
      const holder = { since: `by whoever calls ${entered.via}`, steps: [], node: enteredNode(analysis, entered), isEntered: true, tentative: entered.tentative };
      yield waitFinding(analysis, entered.function, w, holder, entry, taken);
      if (isOneEnough(w)) break;
    }
  }
}

/** `&x->dwork` is waited for, its callback was registered on `x->dwork.work`. */
function sameObject(registered: string, waited: string): boolean {
  return registered === waited || registered === `${waited}.work` || `${registered}.work` === waited;
}

/** Calls to the wait and, in the callback, to the lock, together: the deeper, the more conditions in between that are not seen. */
const MAX_SURE_DEPTH = 3;

/** A thread asks whether it is to stop before most of what it does, and does some of it as one of several of its kind only. */
function isPerhapsOver({ wait }: Wait, taken: ReachedAcquisition): boolean {
  return wait.row.waitsFor === 'kthread' && taken.chain.next !== undefined;
}

/** Who holds the lock while `id` waits. */
interface Holder {
  readonly since: string;
  readonly steps: readonly Step[];
  readonly node?: ContextNode;
  /** It was taken by whoever enters `id`. */
  readonly isEntered?: boolean;
  readonly tentative: boolean;
}

function waitFinding(analysis: Analysis, id: FunctionId, w: Wait, holder: Holder, entry: EntryPoint, taken: ReachedAcquisition): RawFinding {
  const { program } = analysis;
  const end = chainEnd(id, w.chain);
  const api = w.wait.row.api;
  const steps = chainSteps(program, id, w.chain, `waits for ${nameOf(program, entry.function)}() with ${api}()`, w.wait.row.argument);
  const taking = chainSteps(program, entry.function, taken.chain, `takes ${taken.lock.text} with ${taken.row.api}()`, taken.row.argument);
  const node = enteredNode(analysis, entry) ?? analysis.contexts.of(entry.function)[0];
  const lock = taken.lock.class!;
  const waiter = ownWitness(analysis, id, [...holder.steps, ...steps], holder.node);
  return {
    message: `${api}() waits here for ${nameOf(program, entry.function)}(), which takes ${lock.name}, held ${holder.since}`,
    location: locateArgument(program, end.function, end.operation, w.wait.row.argument),
    function: nameOf(program, end.function),
    lockClass: lock.name,
    advice: 'Wait before taking the lock or after releasing it, or use the form that does not wait.',
    witnesses: [holder.isEntered ? { ...waiter, under: { key: lock.key, name: lock.name, kind: taken.row.kind } } : waiter, ...(node ? [witnessOf(program, node, taking)] : [])],
    identity: `${api}|${nameOf(program, entry.function)}`,
    // Sockets of all protocols share one class.
    tentative: holder.tentative || w.wait.lastReference || w.wait.row.ends === true || w.chain.depth + taken.chain.depth > MAX_SURE_DEPTH || isPerhapsOver(w, taken) || isOfFiles(w),
  };
}

/** A callback that waits for itself. */
function* selfWaits(analysis: Analysis, entry: EntryPoint): Generator<RawFinding> {
  const { program } = analysis;
  if (entry.object === '' && entry.objectName === '') return;
  for (const wait of analysis.flowOf(entry.function).reachedWaits) {
    if (wait.row.waitsFor !== entry.context.source || !isReachedFrom(entry, wait)) continue;
    // Threads that are kept alike are stopped by one of them or by a stranger; none stops itself.
    if (wait.row.waitsFor === 'kthread') continue;
    // In the callback itself conditions are just a path of it; a callee's may be such that this caller never meets them.
    if (wait.conditions.size && wait.chain.next) continue;
    const isOwn = wait.object.class ? sameObject(entry.object, wait.object.class.key) : entry.context.source === 'irq' && wait.object.key === '*(P0)';
    if (!isOwn) continue;
    const end = chainEnd(entry.function, wait.chain);
    const node = enteredNode(analysis, entry);
    if (!node) continue;
    yield {
      message: `${wait.row.api}() waits here for ${nameOf(program, entry.function)}(), which is running it`,
      location: locateArgument(program, end.function, end.operation, wait.row.argument),
      function: nameOf(program, end.function),
      lockClass: wait.object.class?.name ?? '',
      advice: 'Use the form that does not wait.',
      witnesses: [witnessOf(program, node, chainSteps(program, entry.function, wait.chain, `waits for itself with ${wait.row.api}()`, wait.row.argument))],
      identity: `${wait.row.api}|self`,
      tentative: entry.tentative || wait.lastReference,
    };
  }
}

/** Two callbacks of which each waits for the other: told once, where the first of them waits. */
function* mutualWaits(analysis: Analysis, index: CallbackIndex): Generator<RawFinding> {
  const seen = new Set<string>();
  for (const entry of analysis.program.entryPoints)
    for (const { w, other } of waitsWithin(analysis, index, entry)) {
      const pair = [entry.function, other.function].sort((a, b) => a - b).join();
      const back = seen.has(pair) ? undefined : waitsWithin(analysis, index, other).find((answer) => answer.other === entry);
      if (!back) continue;
      seen.add(pair);
      yield mutualFinding(analysis, { entry, w }, { entry: other, w: back.w });
    }
}

interface WaitWithin {
  readonly w: Wait;
  /** The callback waited for. */
  readonly other: EntryPoint;
}

/** What a callback waits for itself, or by a function that does so whatever it is given. */
function waitsWithin(analysis: Analysis, index: CallbackIndex, entry: EntryPoint): readonly WaitWithin[] {
  if (entry.object === '') return [];
  return analysis.flowOf(entry.function).reachedWaits.flatMap((wait) => {
    const w: Wait = { wait, object: wait.object, chain: wait.chain, dropped: wait.dropped };
    if (isQueue(w) || !isReachedFrom(entry, wait) || (wait.conditions.size > 0 && wait.chain.next)) return [];
    return callbacksOf(analysis, index, entry.function, w).filter((other) => other.function !== entry.function).map((other) => ({ w, other }));
  });
}

interface Waiting {
  readonly entry: EntryPoint;
  readonly w: Wait;
}

function mutualFinding(analysis: Analysis, first: Waiting, second: Waiting): RawFinding {
  const { program } = analysis;
  const end = chainEnd(first.entry.function, first.w.chain);
  const api = first.w.wait.row.api;
  const witness = ({ entry, w }: Waiting, other: Waiting): Witness =>
    ownWitness(analysis, entry.function, chainSteps(program, entry.function, w.chain, `waits for ${nameOf(program, other.entry.function)}() with ${w.wait.row.api}()`, w.wait.row.argument), enteredNode(analysis, entry));
  const isDoubtful = ({ entry, w: { wait } }: Waiting): boolean => entry.tentative || wait.lastReference || wait.row.ends === true;
  return {
    message: `${api}() waits here for ${nameOf(program, second.entry.function)}(), which waits for ${nameOf(program, first.entry.function)}()`,
    location: locateArgument(program, end.function, end.operation, first.w.wait.row.argument),
    function: nameOf(program, end.function),
    lockClass: first.w.object.class?.name ?? '',
    advice: 'Use the form that does not wait in one of them.',
    witnesses: [witness(first, second), witness(second, first)],
    identity: `${api}|${nameOf(program, second.entry.function)}|mutual`,
    tentative: isDoubtful(first) || isDoubtful(second) || first.w.chain.depth + second.w.chain.depth > MAX_SURE_DEPTH,
  };
}
