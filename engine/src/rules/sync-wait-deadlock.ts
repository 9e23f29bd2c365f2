/** sync-wait-deadlock: waiting for a callback to finish while holding a lock that the callback takes, or from within the callback. */

import type { ContextNode } from '../analysis/contexts.ts';
import { liftedWaits } from '../analysis/lifting.ts';
import type { CallEvent, Chain, ReachedAcquisition, ReachedWait } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { chainEnd, chainSteps, locateArgument, nameOf, witnessOf, type Step, type Witness } from '../analysis/witness.ts';
import type { Program } from '../program/link.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { EntryPoint, FunctionId, LockClass } from '../program/types.ts';
import { enteredNode, isEnteredHolding, isReachedFrom } from './entered-holding.ts';
import { ownWitness, takingStep } from './local.ts';
import type { RawFinding, Rule } from './types.ts';

export const syncWaitDeadlock: Rule = {
  name: 'sync-wait-deadlock',
  summary: 'A callback is waited for while a lock that it takes is held.',
  level: 'error',
  lockdep: 'possible circular locking dependency detected',
  documentation: `
## What it does
Reports \`timer_delete_sync()\`, \`cancel_work_sync()\`, \`free_irq()\` and other calls that wait for a callback, made while holding a lock that the callback takes, or from within the callback.

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

interface Wait {
  readonly wait: ReachedWait;
  readonly object: LockReference;
  readonly chain: Chain;
  readonly dropped: readonly string[];
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
      const holder = { since: `since ${held.api}()`, steps: [takingStep(analysis, id, held)], tentative: held.kind === 'socket' };
      yield waitFinding(analysis, id, w, holder, entry, taken);
      if (isQueue(w)) break;
    }
  }
}

/** Of the items on a queue one that takes the lock is enough. */
function isQueue({ wait }: Wait): boolean {
  return wait.row.waitsFor === 'workqueue';
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
      if (isQueue(w)) break;
    }
  }
}

/** Entry points by the object they belong to, the irq and NAPI ones by the file that registers them, work items by the queues they are put on. */
interface CallbackIndex {
  readonly byObject: ReadonlyMap<string, readonly EntryPoint[]>;
  readonly byFile: ReadonlyMap<string, readonly EntryPoint[]>;
  readonly byQueue: ReadonlyMap<string, readonly EntryPoint[]>;
}

function indexCallbacks({ program }: Analysis): CallbackIndex {
  const byObject = new Map<string, EntryPoint[]>();
  const byFile = new Map<string, EntryPoint[]>();
  const byQueue = new Map<string, EntryPoint[]>();
  for (const entry of program.entryPoints) {
    const { source } = entry.context;
    if (entry.object) push(byObject, entry.object, entry);
    for (const queue of entry.queues ?? []) push(byQueue, queue, entry);
    if (source === 'irq' || source === 'napi') push(byFile, program.table.functions[entry.registrar].file.path, entry);
  }
  return { byObject, byFile, byQueue };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function push(map: Map<string, EntryPoint[]>, key: string, entry: EntryPoint): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}

/** Callbacks of the object waited for; an irq or NAPI context is known by its last name in the same file when its class says nothing. */
function callbacksOf(analysis: Analysis, index: CallbackIndex, id: FunctionId, w: Wait): readonly EntryPoint[] {
  const { program } = analysis;
  const source = w.wait.row.waitsFor;
  const end = chainEnd(id, w.chain);
  const file = program.table.functions[end.function].file.path;
  const key = w.object.class?.key;
  if (source === 'workqueue') return byDriver(program, file, (key && index.byQueue.get(key)) || []);
  const names = key ? [key, `${key}.work`, key.replace(/\.work$/, '')] : [];
  // `client->irq` is the same member for every driver of a bus: only this driver's own handler is meant.
  const isMeant = (e: EntryPoint): boolean => e.context.source === source && (source !== 'irq' || folderOf(program.table.functions[e.registrar].file.path) === folderOf(file));
  const exact = nearest(program, file, [...new Set(names)].flatMap((name) => index.byObject.get(name) ?? []).filter((e) => isMeant(e) && isSamePlace(e.objectText, w.object.text)));
  if (exact.length || (source !== 'irq' && source !== 'napi')) return exact;
  const near = (index.byFile.get(file) ?? []).filter((e) => e.context.source === source);
  const named = near.filter((e) => e.objectName !== '' && e.objectName === w.wait.objectName);
  return named.length ? named : near;
}

/**
 * Drivers that share a struct each register a callback of their own on one member of it: this driver's own are meant, those in the
 * same file before those in the same folder, and of several files of a folder nobody knows which belong together.
 */
function nearest(program: Program, file: string, entries: readonly EntryPoint[]): readonly EntryPoint[] {
  const pathOf = (e: EntryPoint): string => program.table.functions[e.registrar].file.path;
  const here = entries.filter((e) => pathOf(e) === file);
  if (here.length) return here;
  const near = entries.filter((e) => folderOf(pathOf(e)) === folderOf(file));
  const chosen = near.length ? near : entries;
  return new Set(chosen.map(pathOf)).size === 1 ? chosen : [];
}

/**
 * Two works of one struct that stands in several places of another, `&lio->link_wq.work` and `&lio->poll_wq.work`, are of one class
 * and still two: where both texts name a place, one ends as the other.
 */
function isSamePlace(registered: string, waited: string): boolean {
  const [a, b] = [registered, waited].map((text) => text.replace(/\[[^\]]*\]/g, '').replace(/^.*->/, '.').replace(/^[^.]*(?=\.)/, '').replace(/\.work$/, ''));
  return !a.startsWith('.') || !b.startsWith('.') || a.endsWith(b) || b.endsWith(a);
}

/** A queue holds items of several files of one driver, but not those of another driver. */
function byDriver(program: Program, file: string, entries: readonly EntryPoint[]): readonly EntryPoint[] {
  return entries.filter((e) => folderOf(program.table.functions[e.registrar].file.path) === folderOf(file));
}

/** `&x->dwork` is waited for, its callback was registered on `x->dwork.work`. */
function sameObject(registered: string, waited: string): boolean {
  return registered === waited || registered === `${waited}.work` || `${registered}.work` === waited;
}

/** Calls to the wait and, in the callback, to the lock, together: the deeper, the more conditions in between that are not seen. */
const MAX_SURE_DEPTH = 3;

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
    tentative: holder.tentative || w.wait.lastReference || w.wait.row.ends === true || w.chain.depth + taken.chain.depth > MAX_SURE_DEPTH,
  };
}

/** A callback that waits for itself. */
function* selfWaits(analysis: Analysis, entry: EntryPoint): Generator<RawFinding> {
  const { program } = analysis;
  if (entry.object === '' && entry.objectName === '') return;
  for (const wait of analysis.flowOf(entry.function).reachedWaits) {
    if (wait.row.waitsFor !== entry.context.source || !isReachedFrom(entry, wait)) continue;
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
