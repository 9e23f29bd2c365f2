/** Pairs of usages of one lock class that exclude each other: one side can interrupt the other while it holds the lock. */

import { Op } from '../facts/types.ts';
import type { ContextNode } from '../analysis/contexts.ts';
import type { Analysis } from '../analysis/types.ts';
import { sourceBit, spins } from '../analysis/state.ts';
import type { Usage } from '../analysis/usages.ts';
import { acquisitionSteps, chainEnd, labelOf, locateArgument, nameOf, witnessOf } from '../analysis/witness.ts';
import { concernsCallers } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId, LockClass } from '../program/types.ts';
import { isMeantToSleep } from './doubtful-entries.ts';
import { alone, oddEntry, oneOfFew, type DriverEntry } from './odd-entries.ts';
import { areStrangers } from './strangers.ts';
import type { RawFinding } from './types.ts';

export interface Conflict {
  readonly class: LockClass;
  /** Taken where the other side can interrupt. */
  readonly unsafe: Usage;
  /** Taken by the interrupting side. */
  readonly safe: Usage;
}

/** One conflict for each class and function on the interruptible side: one that is sure, if there is one. */
export function* findConflicts(analysis: Analysis, isUnsafe: (u: Usage) => boolean, isSafe: (u: Usage) => boolean): Generator<Conflict> {
  for (const [cls, usages] of analysis.usages) {
    if (cls.generic) continue;
    const safe = usages.filter((u) => isSafe(u) && spins(u.event.row.kind) && u.event.row.kind !== 'rqspinlock' && u.event.row.operation !== 'try');
    if (safe.length === 0) continue;
    const bySureness = surenessOrder(analysis);
    const byFunction = new Map<FunctionId, Conflict>();
    for (const unsafe of usages.filter((u) => isUnsafe(u) && spins(u.event.row.kind)).sort(bySureness)) {
      const known = byFunction.get(unsafe.function);
      if (known && !isTentative(analysis, known)) continue;
      const partners = safe.filter((s) => excludes(cls, unsafe, s) && !isBeforeRegistration(analysis, cls, unsafe, s)).sort(bySureness);
      const partner = partners.find((s) => !s.node.tentative && !areStrangers(analysis, cls, unsafe, s) && !isDoubtful(analysis, s)) ?? partners[0];
      const conflict = partner && { class: cls, unsafe, safe: partner };
      if (conflict && (!known || !isTentative(analysis, conflict))) byFunction.set(unsafe.function, conflict);
    }
    yield* byFunction.values();
  }
}

/** Proved entry points before tentative ones, short chains before long ones. */
function surenessOrder({ program: { table } }: Analysis): (a: Usage, b: Usage) => number {
  return (a, b) => Number(a.node.tentative) - Number(b.node.tentative) || a.node.depth - b.node.depth || table.compare(a.function, b.function) || a.event.operation - b.event.operation;
}

function excludes(cls: LockClass, unsafe: Usage, safe: Usage): boolean {
  if (unsafe.event.row.mode === 'shared' && safe.event.row.mode === 'shared') return false;
  const bit = sourceBit(safe.node.entry.context.source);
  return !(unsafe.quiesced & bit) || (!cls.instanced && isSettingUp(unsafe));
}

/** A lock of the whole module is shared with devices that are already up. */
function isSettingUp(usage: Usage): boolean {
  return usage.node.entry.context.setUp === true && usage.node.entry.context.source === 'none' && usage.node.entry.via.startsWith('struct ');
}

/** The handler is registered further down in a function on the way to the acquisition: until then it does not run for this object. */
function isBeforeRegistration({ program }: Analysis, cls: LockClass, unsafe: Usage, { node }: Usage): boolean {
  const { registrar, operation, context } = node.entry;
  if (!cls.instanced || context.source !== 'irq' || operation === -1) return false;
  let at: number = unsafe.event.operation;
  for (let step: ContextNode | undefined = unsafe.node; step; at = step.operation, step = step.caller)
    if (step.function === registrar ? at < operation : isCalledAfter(program, step.function, at, registrar)) return true;
  return false;
}

/** Whether a function calls another, by name, only behind `at`. */
function isCalledAfter(program: Program, caller: FunctionId, at: number, callee: FunctionId): boolean {
  const view = program.viewOf(caller);
  const { name } = program.table.functions[callee];
  let found = false;
  for (let i = 0; i < view.facts.codeLength; i++) {
    const [op, call] = view.operation(i);
    if (op !== Op.Call || view.calleeName(call) !== name || !program.table.resolve(name, view.file).includes(callee)) continue;
    if (i < at) return false;
    found = true;
  }
  return found;
}

/** Both chains together; longer ones are feasible too rarely to be more than a hint. */
const MAX_SURE_DEPTH = 6;
/** Of an interrupt side that takes the lock under a condition: what decides that was passed on too often to be seen. */
const MAX_CONDITIONAL_DEPTH = 4;

export interface Wording {
  readonly interrupter: string;
  readonly masked: string;
  readonly advice: (conflict: Conflict) => string;
}

export function conflictFinding(analysis: Analysis, conflict: Conflict, wording: Wording): RawFinding {
  const { program } = analysis;
  const { unsafe, safe } = conflict;
  const odd = oddEntry(analysis, unsafe.node, oneOfFew);
  return {
    ...(odd ? atDriver(program, conflict, wording, odd) : atAcquisition(program, conflict, wording)),
    lockClass: conflict.class.name,
    witnesses: [
      witnessOf(program, unsafe.node, acquisitionSteps(program, unsafe.function, unsafe.event), `${labelOf(unsafe.node)}; ${wording.masked}`),
      witnessOf(program, safe.node, acquisitionSteps(program, safe.function, safe.event)),
    ],
    identity: odd ? nameOf(program, odd.function) : '',
    tentative: isTentative(analysis, conflict),
  };
}

type Place = Pick<RawFinding, 'message' | 'location' | 'function' | 'advice'>;

function atAcquisition(program: Program, conflict: Conflict, wording: Wording): Place {
  const { class: cls, unsafe, safe } = conflict;
  const isDirect = chainEnd(unsafe.function, unsafe.event.chain).function === unsafe.function;
  return {
    message: `${cls.name} is taken here with ${wording.masked} (${unsafe.event.row.api}), and in ${wording.interrupter} by ${nameOf(program, safe.function)}()`,
    location: locateArgument(program, unsafe.function, unsafe.event.operation, isDirect ? unsafe.event.row.argument : undefined),
    function: nameOf(program, unsafe.function),
    advice: wording.advice(conflict),
  };
}

/** Other drivers call it with interrupts off: to mask them where the lock is taken would only hide that this one does not. */
function atDriver(program: Program, { class: cls, unsafe, safe }: Conflict, wording: Wording, { caller, operation, function: callee }: DriverEntry): Place {
  return {
    message: `${nameOf(program, callee)}() is called here with ${wording.masked} and takes ${cls.name} (${unsafe.event.row.api}), which ${nameOf(program, safe.function)}() takes in ${wording.interrupter}`,
    location: locateArgument(program, caller.function, operation, undefined),
    function: nameOf(program, caller.function),
    advice: `Call it as other drivers do, which do not have ${wording.masked}.`,
  };
}

export function isTentative(analysis: Analysis, { class: cls, unsafe, safe }: Conflict): boolean {
  return unsafe.node.tentative || safe.node.tentative || safe.node.entry.context.seldom === true || unsafe.node.depth + safe.node.depth > MAX_SURE_DEPTH || isFarUnderCondition(safe) || areStrangers(analysis, cls, unsafe, safe) || isDoubtful(analysis, safe);
}

function isFarUnderCondition({ node, event }: Usage): boolean {
  return node.depth > MAX_CONDITIONAL_DEPTH && event.state.assumed.some(concernsCallers);
}

/** Whether it is entered so at all. */
function isDoubtful(analysis: Analysis, { node }: Usage): boolean {
  return isMeantToSleep(analysis, node.entry) || oddEntry(analysis, node, alone) !== undefined;
}
