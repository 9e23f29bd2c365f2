/** lock-inversion: two classes are taken in both orders. */

import type { Dependency } from '../analysis/dependencies.ts';
import type { ReachedAcquisition } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { driverFolder } from '../knowledge/source-layout.ts';
import { groupBy } from '../program/group-by.ts';
import { chainEnd, chainSteps, locateArgument, locateOperation, nameOf, type Witness } from '../analysis/witness.ts';
import type { EntryPoint, LockClass } from '../program/types.ts';
import type { Location } from '../source/location.ts';
import { mayNotBeHeld } from './chosen-locks.ts';
import { enteredNode, isEnteredHolding, isReachedFrom } from './entered-holding.ts';
import { faultInversions } from './fault-inversions.ts';
import { ownWitness, takingStep } from './local.ts';
import { areStrangers, homeOf, isHarmless, type Taker } from './strangers.ts';
import type { RawFinding, Rule } from './types.ts';

export const lockInversion: Rule = {
  name: 'lock-inversion',
  summary: 'Two locks are taken in opposite orders.',
  level: 'warning',
  lockdep: 'possible circular locking dependency detected',
  documentation: `
## What it does
Reports two lock classes of which each is taken while the other is held, directly or over a few calls, with no third lock held over both. Over more than four calls in all it is a hint, and so it is where one of the two lies in a struct that many others embed, such as the lock of a socket, or was taken by a callee that does so on some of its ways only and does not say on which.
A lock that whoever calls a callback is known to hold over it, such as the RTNL mutex over most of \`struct net_device_ops\`, counts as held there, and what a function such as \`register_netdev()\` takes and gives back counts as taken by it. Locks of a subsystem that drivers take each in an order of its own are told of for every driver. A copy to or from user memory may fault, and then takes mmap_lock, which is held over \`.mmap\`.

## Why it deadlocks
Two CPUs each hold what the other waits for.

## Example
\`\`\`c
static DEFINE_MUTEX(index_mutex);
static DEFINE_MUTEX(store_mutex);
static int indexed, stored;

void index_then_store(void)
{
    mutex_lock(&index_mutex);
    mutex_lock(&store_mutex);
    stored = indexed;
    mutex_unlock(&store_mutex);
    mutex_unlock(&index_mutex);
}

void store_then_index(void)
{
    mutex_lock(&store_mutex);
    mutex_lock(&index_mutex);
    indexed = stored;
    mutex_unlock(&index_mutex);
    mutex_unlock(&store_mutex);
}
\`\`\`

## How to fix
Take the two in one order everywhere:
\`\`\`c
static DEFINE_MUTEX(index_mutex);
static DEFINE_MUTEX(store_mutex);
static int indexed, stored;

void index_then_store(void)
{
    mutex_lock(&index_mutex);
    mutex_lock(&store_mutex);
    stored = indexed;
    mutex_unlock(&store_mutex);
    mutex_unlock(&index_mutex);
}

void store_then_index(void)
{
    mutex_lock(&index_mutex);
    mutex_lock(&store_mutex);
    indexed = stored;
    mutex_unlock(&store_mutex);
    mutex_unlock(&index_mutex);
}
\`\`\`

## What it cannot see
Orders between objects of one class. It cannot tell either that two classes never meet in the same pair of objects, and then reports too much.
`,
  *check(analysis) {
    for (const [from, targets] of analysis.lockGraph)
      for (const [to, forward] of targets) {
        const back = analysis.lockGraph.get(to)?.get(from);
        if (!back || from.key > to.key) continue;
        const [there, backAgain] = [forward, back].map((all) => all.filter((d) => !isHarmless(analysis, d)));
        const isSure = ({ lastReference }: Dependency): boolean => !lastReference;
        const surely = [there.filter(isSure), backAgain.filter(isSure)] as const;
        const pair = findPair(analysis, ...surely, MAX_DEPTH) ?? findPair(analysis, there, backAgain, MAX_DEPTH) ?? findPair(analysis, ...surely, MAX_DOUBTFUL_DEPTH);
        if (pair) yield inversion(analysis, pair[0], pair[1]);
        yield* inversionsOfDrivers(analysis, ...surely, pair);
      }
    yield* enteredInversions(analysis);
    yield* faultInversions(analysis);
  },
};

/** Locks of a subsystem that drivers take each in an order of its own: every driver that does so both ways. */
function* inversionsOfDrivers(analysis: Analysis, there: readonly Dependency[], back: readonly Dependency[], told: readonly Dependency[] = []): Generator<RawFinding> {
  const homes = (all: readonly Dependency[]): Map<string, Dependency[]> => groupBy(all, (d) => homeOf(analysis, d.function));
  const others = homes(back);
  for (const [home, own] of homes(there)) {
    if (!driverFolder.test(home) || told.some((d) => homeOf(analysis, d.function) === home)) continue;
    const pair = findPair(analysis, own, others.get(home) ?? [], MAX_DEPTH);
    if (pair) yield inversion(analysis, pair[0], pair[1]);
  }
}

/**
 * Whoever enters a callback holds a lock over all of it: the networking core calls ndo_open() under rtnl_lock(). What the callback
 * takes is taken after that lock, and elsewhere before it. One finding for each class that is taken, and for each driver.
 */
function* enteredInversions(analysis: Analysis): Generator<RawFinding> {
  /** By class: the folders of those told of. */
  const told = new Map<LockClass, Set<string>>();
  for (const entry of analysis.program.entryPoints) {
    if (!entry.context.held || entry.tentative) continue;
    for (const taken of analysis.flowOf(entry.function).reachedAcquisitions) {
      const to = taken.lock.class;
      if (!to || to.generic || taken.row.mode === 'shared' || taken.lastReference || !isReachedFrom(entry, taken)) continue;
      const home = homeOf(analysis, entry.function);
      const back = told.get(to)?.has(home) ? undefined : backTo(analysis, entry, taken, to);
      if (!back || (told.has(to) && isOfAnotherDriver(analysis, back, home))) continue;
      told.set(to, (told.get(to) ?? new Set()).add(home));
      yield enteredInversion(analysis, entry, taken, back);
    }
  }
}

function isOfAnotherDriver(analysis: Analysis, { function: id }: Dependency, home: string): boolean {
  const other = homeOf(analysis, id);
  return driverFolder.test(other) && other !== home;
}

/** A proof that the lock over the entry is taken while `to` is held. */
function backTo(analysis: Analysis, entry: EntryPoint, taken: ReachedAcquisition, to: LockClass): Dependency | undefined {
  const home = homeOf(analysis, entry.function);
  const isOwn = (b: Dependency): boolean => homeOf(analysis, b.function) === home;
  // Where functions prove the order too, of the same driver, or any for code that is no driver's, it is told of as theirs.
  const isForAll = (b: Dependency): boolean => !driverFolder.test(home) || isOwn(b);
  for (const [over, proofs] of analysis.lockGraph.get(to) ?? []) {
    if (!isEnteredHolding(entry, over) || analysis.lockGraph.get(over)?.get(to)?.some(isForAll) || taken.dropped.includes(`#${over.key}`)) continue;
    const taker: Taker = { function: entry.function, node: enteredNode(analysis, entry) };
    const found = [...proofs.filter(isOwn), ...proofs.filter((b) => !isOwn(b))].find((b) => taken.chain.depth + b.chain.depth <= MAX_DEPTH && !b.lastReference && !isHarmless(analysis, b) && !(to.instanced && areStrangers(analysis, to, taker, takerOf(analysis, b))));
    if (found) return found;
  }
  return undefined;
}

function enteredInversion(analysis: Analysis, entry: EntryPoint, taken: ReachedAcquisition, back: Dependency): RawFinding {
  const { program } = analysis;
  const { from, to: over } = back;
  const steps = chainSteps(program, entry.function, taken.chain, `takes ${taken.lock.text} with ${taken.row.api}()`, 0);
  const under = { key: over.key, name: over.name, kind: back.kind };
  return {
    message: `${over.name} is taken while ${from.name} is held, which ${nameOf(program, entry.function)}() takes with ${over.name} held by whoever calls ${entry.via}`,
    location: placeOf(analysis, back),
    function: nameOf(program, back.function),
    lockClass: over.name,
    advice: `Take ${over.name} and ${from.name} in one order everywhere.`,
    witnesses: [
      orderWitness(analysis, back),
      { ...ownWitness(analysis, entry.function, steps, enteredNode(analysis, entry)), under },
    ],
    identity: `${from.name}|${nameOf(program, entry.function)}`,
    // A queue of one device hands on to that of another, and so does a function that is called with the lock and takes it; else one driver's files know one object.
    tentative: over.instanced && (entry.function === back.function || homeOf(analysis, entry.function) !== homeOf(analysis, back.function)),
  };
}

/** Calls between one lock and the other, in both orders together. */
const MAX_DEPTH = 4;
/** Over more calls the two orders are rarely on the same objects, or something on the way that was not seen keeps them apart. */
const MAX_DOUBTFUL_DEPTH = 8;

function depthOf(a: Dependency, b: Dependency): number {
  return a.chain.depth + b.chain.depth;
}

/** Proofs of both orders that can meet: no common lock held over both, not readers only. */
function findPair(analysis: Analysis, forward: readonly Dependency[], back: readonly Dependency[], maxDepth: number): [Dependency, Dependency] | undefined {
  for (const a of forward)
    for (const b of back) {
      if (depthOf(a, b) > maxDepth) continue;
      if (!isCircle(a, b) || areOfStrangers(analysis, a, b) || hasGate(a, b) || (a.mode === 'shared' && b.held.mode === 'shared') || (b.mode === 'shared' && a.held.mode === 'shared')) continue;
      return [a, b];
    }
  return undefined;
}

/** What each takes is what the other holds: a nested lock is of another class to lockdep, by its subclass. */
function isCircle(a: Dependency, b: Dependency): boolean {
  return a.subclass === b.held.subclass && b.subclass === a.held.subclass;
}

/** Two drivers that never share an object of one of the classes. Of a class whose objects lie in many others only those of one folder are taken to be the same. */
function areOfStrangers(analysis: Analysis, a: Dependency, b: Dependency): boolean {
  const areOfOneFolder = homeOf(analysis, a.function) === homeOf(analysis, b.function);
  return [a.from, a.to].some((cls) => (cls.generic && !areOfOneFolder) || (cls.instanced && areStrangers(analysis, cls, takerOf(analysis, a), takerOf(analysis, b))));
}

function takerOf({ contexts }: Analysis, { function: id }: Dependency): Taker {
  return { function: id, node: contexts.of(id)[0] };
}

function hasGate(a: Dependency, b: Dependency): boolean {
  const gates = a.state.held.filter((h) => h !== a.held && h.lock.class && h.lock.class !== a.to && h.lock.class !== a.from && h.mode === 'exclusive');
  return gates.some((g) => b.state.held.some((h) => h.lock.class === g.lock.class));
}

function inversion(analysis: Analysis, a: Dependency, b: Dependency): RawFinding {
  const { program } = analysis;
  return {
    message: `${a.to.name} is taken while ${a.from.name} is held, and in ${nameOf(program, b.function)}() the other way round`,
    location: placeOf(analysis, a),
    function: nameOf(program, a.function),
    lockClass: a.to.name,
    advice: `Take ${a.from.name} and ${a.to.name} in one order everywhere.`,
    witnesses: [a, b].map((d) => orderWitness(analysis, d)),
    identity: `${a.from.name}|${nameOf(program, b.function)}`,
    // One function that takes both ways on two paths mostly means two objects, or paths that exclude each other; who holds a reference of its own does not drop the last one; and what many structs embed is mostly embedded in another.
    tentative: a.function === b.function || a.lastReference || b.lastReference || a.from.generic || a.to.generic || isSemaphore(a) || isSemaphore(b) || depthOf(a, b) > MAX_DEPTH || mayNotBeHeld(analysis, a.held) || mayNotBeHeld(analysis, b.held),
  };
}

/** Whoever takes a semaphore need not be the one who releases it: an interrupt may, where the work is done. */
function isSemaphore({ held, kind }: Dependency): boolean {
  return held.kind === 'semaphore' || kind === 'semaphore';
}

/** Where the second lock is taken, or the call on the way to it. */
function placeOf({ program }: Analysis, { function: id, chain }: Dependency): Location {
  return chainEnd(id, chain).function === id ? locateArgument(program, id, chain.operation, 0) : locateOperation(program, id, chain.operation);
}

/** One lock, and then the other. */
function orderWitness(analysis: Analysis, { function: id, held, chain, text, api }: Dependency): Witness {
  return ownWitness(analysis, id, [takingStep(analysis, id, held), ...chainSteps(analysis.program, id, chain, `takes ${text} with ${api}()`, 0)]);
}
