/** A callee's reached effects at one call event, in the caller's terms, without those that the call's arguments exclude. */

import type { Program } from '../program/link.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId } from '../program/types.ts';
import { blockingGfp } from '../knowledge/sleep-flags.ts';
import { mapConditions, mapLock } from './apply-exit.ts';
import { isPermitted } from './branch-tests.ts';
import { liftKeys, link } from './reached.ts';
import { composeContexts, Irq } from './state.ts';
import type { CallEvent, Chain, FunctionFlow, Reached, ReachedAcquisition, ReachedSleep, ReachedWait } from './summary.ts';

export interface Lifted {
  readonly reached: ReachedAcquisition;
  readonly lock: LockReference;
  readonly chain: Chain;
  readonly dropped: readonly string[];
}

function possible(program: Program, caller: FunctionId, event: CallEvent, args: readonly string[], reached: Reached): boolean {
  if (composeContexts(event.state, reached.contexts) === 0) return false;
  return mapConditions(program.viewOf(caller), event.call, args, reached.conditions, event.state) !== undefined;
}

export function* applyConditions(program: Program, caller: FunctionId, event: CallEvent, callee: FunctionId, flow: FunctionFlow): Generator<Lifted> {
  if (flow.reachedAcquisitions.length === 0) return;
  const view = program.viewOf(caller);
  const args = view.argumentKeys(event.call);
  for (const reached of flow.reachedAcquisitions) {
    if (!possible(program, caller, event, args, reached)) continue;
    const lock = mapLock(program, view, event.call, args, reached.lock);
    yield { reached, lock, chain: link(event.operation, callee, reached.chain), dropped: liftKeys(reached.dropped, args) };
  }
}

export function* liftedWaits(program: Program, caller: FunctionId, event: CallEvent, callee: FunctionId, flow: FunctionFlow): Generator<{ wait: ReachedWait; object: LockReference; chain: Chain; dropped: readonly string[] }> {
  if (flow.reachedWaits.length === 0) return;
  const view = program.viewOf(caller);
  const args = view.argumentKeys(event.call);
  for (const wait of flow.reachedWaits) {
    if (!possible(program, caller, event, args, wait)) continue;
    yield { wait, object: mapLock(program, view, event.call, args, wait.object), chain: link(event.operation, callee, wait.chain), dropped: liftKeys(wait.dropped, args) };
  }
}

/** Sleeps that happen for sure once called: a gfp parameter must be given a blocking mask by this very call. */
export function* liftedSleeps(program: Program, caller: FunctionId, event: CallEvent, callee: FunctionId, flow: FunctionFlow): Generator<{ sleep: ReachedSleep; chain: Chain }> {
  if (flow.reachedSleeps.length === 0) return;
  const view = program.viewOf(caller);
  const args = view.argumentKeys(event.call);
  for (const sleep of flow.reachedSleeps) {
    if (sleep.dropped.length || (sleep.irq === Irq.On && event.state.irq === Irq.Off) || !possible(program, caller, event, args, sleep) || isPermitted(view, event.call, sleep.conditions)) continue;
    if (sleep.gfpParameter !== undefined) {
      const mask = view.argument(event.call, sleep.gfpParameter);
      const constant = mask === undefined ? undefined : view.constant(mask);
      if (constant === undefined || !blockingGfp.test(constant)) continue;
    }
    yield { sleep, chain: link(event.operation, callee, sleep.chain) };
  }
}
