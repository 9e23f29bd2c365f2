/** sync-wait-deadlock: waiting for a callback to finish while holding a lock that the callback takes, or from within the callback. */

import { liftedWaits } from '../analysis/lifting.ts';
import type { Held } from '../analysis/state.ts';
import type { CallEvent, Chain, ReachedWait } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { chainEnd, chainSteps, locateArgument, nameOf, witnessOf } from '../analysis/witness.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { EntryPoint, FunctionId } from '../program/types.ts';
import { ownWitness, takingStep } from './local.ts';
import type { RawFinding, Rule } from './types.ts';

export const syncWaitDeadlock: Rule = {
  name: 'sync-wait-deadlock',
  summary: 'A callback is waited for while a lock that it takes is held.',
  level: 'error',
  lockdep: 'possible circular locking dependency detected',
  documentation: '',
  *check(analysis) {
    const seen = new Set<string>();
    for (const { id } of analysis.program.table.functions)
      for (const event of analysis.flowOf(id).calls)
        for (const wait of waitsOf(analysis, id, event))
          for (const finding of [...heldConflicts(analysis, id, event, wait)]) {
            const key = `${finding.function}|${finding.lockClass}|${finding.identity}`;
            if (!seen.has(key)) yield (seen.add(key), finding);
          }
    for (const entry of analysis.program.entryPoints) yield* selfWaits(analysis, entry);
  },
};

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

function* heldConflicts(analysis: Analysis, id: FunctionId, event: CallEvent, w: Wait): Generator<RawFinding> {
  for (const held of event.state.held) {
    if (!held.lock.class || held.kind === 'rcu' || w.dropped.includes(held.lock.key)) continue;
    for (const entry of callbacksOf(analysis, id, w)) {
      const taken = analysis.flowOf(entry.function).reachedAcquisitions.find((a) => a.lock.class === held.lock.class && !a.dropped.length && !(a.row.mode === 'shared' && held.mode === 'shared'));
      if (taken) yield waitFinding(analysis, id, w, held, entry, chainSteps(analysis.program, entry.function, taken.chain, `takes ${taken.lock.text} with ${taken.row.api}()`, taken.row.argument));
    }
  }
}

/** Callbacks of the object waited for; an irq or NAPI context is known by its last name in the same file when its class says nothing. */
function callbacksOf(analysis: Analysis, id: FunctionId, w: Wait): EntryPoint[] {
  const { program } = analysis;
  const source = w.wait.row.waitsFor;
  const end = chainEnd(id, w.chain);
  const file = program.table.functions[end.function].file.path;
  const candidates = program.entryPoints.filter((e) => e.context.source === source || (source === 'irq' && isThreadedHandler(e)) || (source === 'work' && e.context.source === 'work'));
  const key = w.object.class?.key;
  const exact = key ? candidates.filter((e) => e.object !== '' && sameObject(e.object, key)) : [];
  if (exact.length || (source !== 'irq' && source !== 'napi')) return exact;
  const near = candidates.filter((e) => program.table.functions[e.registrar].file.path === file);
  const named = near.filter((e) => e.objectName !== '' && e.objectName === w.wait.objectName);
  return named.length ? named : near;
}

/** `&x->dwork` is waited for, its callback was registered on `x->dwork.work`. */
function sameObject(registered: string, waited: string): boolean {
  return registered === waited || registered === `${waited}.work` || `${registered}.work` === waited;
}

function isThreadedHandler(entry: EntryPoint): boolean {
  return entry.row !== undefined && entry.row.group === 'irq' && entry.context.context === 'process';
}

function waitFinding(analysis: Analysis, id: FunctionId, w: Wait, held: Held, entry: EntryPoint, taking: ReturnType<typeof chainSteps>): RawFinding {
  const { program } = analysis;
  const end = chainEnd(id, w.chain);
  const api = w.wait.row.api;
  const steps = chainSteps(program, id, w.chain, `waits for ${nameOf(program, entry.function)}() with ${api}()`, w.wait.row.argument);
  const node = analysis.contexts.of(entry.function).find((n) => n.entry === entry) ?? analysis.contexts.of(entry.function)[0];
  return {
    message: `${api}() waits here for ${nameOf(program, entry.function)}(), which takes ${held.lock.class!.name}, held since ${held.api}()`,
    location: locateArgument(program, end.function, end.operation, w.wait.row.argument),
    function: nameOf(program, end.function),
    lockClass: held.lock.class!.name,
    advice: 'Wait before taking the lock or after releasing it, or use the form that does not wait.',
    witnesses: [ownWitness(analysis, id, [takingStep(analysis, id, held), ...steps]), ...(node ? [witnessOf(program, node, taking)] : [])],
    identity: `${api}|${nameOf(program, entry.function)}`,
    tentative: false,
  };
}

/** A callback that waits for itself. */
function* selfWaits(analysis: Analysis, entry: EntryPoint): Generator<RawFinding> {
  const { program } = analysis;
  if (entry.object === '' && entry.objectName === '') return;
  for (const wait of analysis.flowOf(entry.function).reachedWaits) {
    if (wait.row.waitsFor !== entry.context.source || wait.conditions.size) continue;
    const isOwn = wait.object.class ? sameObject(entry.object, wait.object.class.key) : entry.context.source === 'irq' && wait.object.key === '*(P0)';
    if (!isOwn) continue;
    const end = chainEnd(entry.function, wait.chain);
    const node = analysis.contexts.of(entry.function).find((n) => n.entry === entry);
    if (!node) continue;
    yield {
      message: `${wait.row.api}() waits here for ${nameOf(program, entry.function)}(), which is running it`,
      location: locateArgument(program, end.function, end.operation, wait.row.argument),
      function: nameOf(program, end.function),
      lockClass: wait.object.class?.name ?? '',
      advice: 'Use the form that does not wait.',
      witnesses: [witnessOf(program, node, chainSteps(program, entry.function, wait.chain, `waits for itself with ${wait.row.api}()`, wait.row.argument))],
      identity: `${wait.row.api}|self`,
      tentative: entry.tentative,
    };
  }
}
