/** Inversions with mmap_lock: a copy to or from user memory may fault, and the handler of the fault takes it. */

import { liftedSleeps } from '../analysis/lifting.ts';
import { spins, type Held } from '../analysis/state.ts';
import type { CallEvent, Chain, ReachedAcquisition } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { chainSteps, locateOperation, nameOf } from '../analysis/witness.ts';
import { copiesFromUser, faultLock } from '../knowledge/sleeps.ts';
import type { SleepRow } from '../knowledge/types.ts';
import type { EntryPoint, FunctionId, LockClass } from '../program/types.ts';
import { enteredNode, isReachedFrom } from './entered-holding.ts';
import { ownWitness, takingStep } from './local.ts';
import { areStrangers, homeOf } from './strangers.ts';
import type { RawFinding } from './types.ts';

/** User memory is touched in `function` while a lock is held. */
interface Fault {
  readonly function: FunctionId;
  readonly held: Held;
  readonly chain: Chain;
  readonly api: string;
}

const unseen = { key: faultLock, name: faultLock, kind: 'rwsem' } as const;

/** Calls between one lock and the other, in both orders together. */
const MAX_DEPTH = 3;
const MAX_PROOFS = 3;

/** What `.mmap` and the handlers of faults take, under the lock that their callers hold, and what user memory is touched under elsewhere. One finding for each class. */
export function* faultInversions(analysis: Analysis): Generator<RawFinding> {
  const entries = analysis.program.entryPoints.filter(({ context, tentative }) => !tentative && context.held?.includes(faultLock));
  if (entries.length === 0) return;
  const faults = faultsUnderLocks(analysis);
  const told = new Set<LockClass>();
  for (const entry of entries)
    for (const taken of analysis.flowOf(entry.function).reachedAcquisitions) {
      const { class: cls } = taken.lock;
      if (!cls || told.has(cls) || taken.lastReference || taken.dropped.length > 0 || taken.row.operation === 'try' || !isReachedFrom(entry, taken)) continue;
      const fault = faults.get(cls)?.find((candidate) => canMeet(analysis, cls, entry, taken, candidate));
      if (!fault) continue;
      told.add(cls);
      yield faultInversion(analysis, entry, taken, cls, fault);
    }
}

function canMeet(analysis: Analysis, cls: LockClass, entry: EntryPoint, { chain, row }: ReachedAcquisition, fault: Fault): boolean {
  if (chain.depth + fault.chain.depth > MAX_DEPTH || (row.mode === 'shared' && fault.held.mode === 'shared')) return false;
  const isOneFolder = homeOf(analysis, entry.function) === homeOf(analysis, fault.function);
  if (cls.generic && !isOneFolder) return false;
  return !(cls.instanced && areStrangers(analysis, cls, { function: entry.function, node: enteredNode(analysis, entry) }, { function: fault.function, node: analysis.contexts.of(fault.function)[0] }));
}

/** The first few of each class. */
function faultsUnderLocks(analysis: Analysis): ReadonlyMap<LockClass, readonly Fault[]> {
  const byClass = new Map<LockClass, Fault[]>();
  for (const { id } of analysis.program.table.functions)
    for (const event of analysis.flowOf(id).guardedCalls) {
      const locks = event.state.held.filter((held) => held.lock.class && !spins(held.kind) && held.kind !== 'rcu');
      if (locks.length === 0) continue;
      const fault = faultOf(analysis, id, event);
      if (fault) for (const held of locks) add(held.lock.class!, { ...fault, function: id, held });
    }
  return byClass;

  function add(cls: LockClass, fault: Fault): void {
    const known = byClass.get(cls);
    if (!known) byClass.set(cls, [fault]);
    else if (known.length < MAX_PROOFS && !known.some((k) => k.function === fault.function)) known.push(fault);
  }
}

function faultOf({ program, effects, flowOf }: Analysis, id: FunctionId, event: CallEvent): { readonly chain: Chain; readonly api: string } | undefined {
  if (event.callees.length === 0) {
    const row = effects.rowsOf(program.viewOf(id).calleeName(event.call)).sleep;
    return row && mayFault(row) ? { chain: { operation: event.operation, depth: 0 }, api: row.api } : undefined;
  }
  if (event.indirect && event.callees.length > 1) return undefined;
  for (const callee of event.callees)
    for (const { sleep, chain } of liftedSleeps(program, id, event, callee, flowOf(callee))) if (mayFault(sleep.row) && !sleep.lastReference) return { chain, api: sleep.row.api };
  return undefined;
}

function mayFault({ api, fault }: SleepRow): boolean {
  return fault || copiesFromUser.has(api);
}

function faultInversion(analysis: Analysis, entry: EntryPoint, taken: ReachedAcquisition, cls: LockClass, fault: Fault): RawFinding {
  const { program } = analysis;
  const steps = chainSteps(program, entry.function, taken.chain, `takes ${taken.lock.text} with ${taken.row.api}()`, 0);
  return {
    message: `${fault.api}() may fault, and then takes ${faultLock}, while ${cls.name} is held, which ${nameOf(program, entry.function)}() takes with ${faultLock} held by whoever calls ${entry.via}`,
    location: locateOperation(program, fault.function, fault.chain.operation),
    function: nameOf(program, fault.function),
    lockClass: faultLock,
    advice: `Copy to a buffer of the kernel's and touch user memory without ${cls.name}.`,
    witnesses: [
      { ...ownWitness(analysis, fault.function, [takingStep(analysis, fault.function, fault.held), ...chainSteps(program, fault.function, fault.chain, `calls ${fault.api}(), which may fault and take ${faultLock}`)]), within: unseen },
      { ...ownWitness(analysis, entry.function, steps, enteredNode(analysis, entry)), under: unseen },
    ],
    identity: `${cls.name}|${nameOf(program, entry.function)}`,
    // What one callee takes and another touches depends on what both are told: flags, or whether faults are allowed.
    tentative: cls.generic || taken.row.kind === 'semaphore' || (fault.held.taker !== undefined && fault.chain.depth > 0),
  };
}
