/** Findings that one function shows by itself: their location, witness and wording. */

import type { ContextNode } from '../analysis/contexts.ts';
import { enter } from '../analysis/contexts.ts';
import { Irq } from '../analysis/state.ts';
import type { Irregularity } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { locateArgument, locateFunction, locateOperation, nameOf, witnessOf, type Step, type Witness } from '../analysis/witness.ts';
import type { FunctionId } from '../program/types.ts';

export interface Shown {
  readonly id: FunctionId;
  readonly what: Irregularity;
}

/** Gathered once for all rules. */
const gathered = new WeakMap<Analysis, ReadonlyMap<Irregularity['kind'], readonly Shown[]>>();

/** All irregularities of one kind, functions in order. */
export function irregularitiesOf(analysis: Analysis, kind: Irregularity['kind']): readonly Shown[] {
  let byKind = gathered.get(analysis);
  if (!byKind) gathered.set(analysis, (byKind = gather(analysis)));
  return byKind.get(kind) ?? [];
}

function gather({ program, flowOf }: Analysis): Map<Irregularity['kind'], Shown[]> {
  const byKind = new Map<Irregularity['kind'], Shown[]>();
  for (const { id } of program.table.functions)
    for (const what of flowOf(id).irregularities) {
      const list = byKind.get(what.kind);
      if (list) list.push({ id, what });
      else byKind.set(what.kind, [{ id, what }]);
    }
  return byKind;
}

/** A witness through the best known caller, or from the function itself when none is known. */
export function ownWitness(analysis: Analysis, id: FunctionId, steps: readonly Step[], node: ContextNode | undefined = analysis.contexts.of(id)[0]): Witness {
  const { program } = analysis;
  if (node) return witnessOf(program, node, steps);
  return { context: 'process', label: 'any caller', entry: { function: nameOf(program, id), location: locateFunction(program, id), via: 'a caller' }, steps };
}

export function stepAt(analysis: Analysis, id: FunctionId, operation: number, what: string, argument?: number): Step {
  return { function: nameOf(analysis.program, id), location: argument === undefined ? locateOperation(analysis.program, id, operation) : locateArgument(analysis.program, id, operation, argument), what };
}

export function takingStep(analysis: Analysis, id: FunctionId, held: NonNullable<Irregularity['held']>): Step {
  return stepAt(analysis, id, held.operation, held.taker === undefined ? `takes ${held.lock.text} with ${held.api}()` : `takes ${held.lock.text} by calling ${nameOf(analysis.program, held.taker)}()`);
}

/** What deeper callees left masked is doubtful: see `State.levels`. */
const MAX_TRUSTED_LEVELS = 2;

/** The node that proves that hardirqs are off where `what` happens: the function's own doing (any node) or a caller's. */
export function provesIrqsOff(analysis: Analysis, id: FunctionId, what: Irregularity): { readonly proved: boolean; readonly node: ContextNode | undefined } {
  const nodes = analysis.contexts.of(id);
  if (what.state.irq === Irq.Off) return { proved: what.state.levels <= MAX_TRUSTED_LEVELS, node: nodes.find((n) => enter(n, what.state)) ?? nodes[0] };
  if (what.state.irq !== Irq.Entry) return { proved: false, node: undefined };
  const node = nodes.find((n) => !n.tentative && n.irqs === 'off' && enter(n, what.state));
  return { proved: node !== undefined, node };
}
