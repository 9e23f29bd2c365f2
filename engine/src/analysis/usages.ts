/** How each lock class is used: in which contexts it is taken, with what enabled; lockdep's usage states with a proof for each. */

import type { Program } from '../program/link.ts';
import type { FunctionId, LockClass } from '../program/types.ts';
import { enter, type ContextNode, type Contexts, type Switch } from './contexts.ts';
import type { AcquireEvent, FunctionFlow } from './summary.ts';

/** One acquisition in one absolute state. */
export interface Usage {
  readonly function: FunctionId;
  readonly event: AcquireEvent;
  readonly node: ContextNode;
  readonly irqs: Switch;
  readonly bh: Switch;
  /** Sources held off at the acquisition. */
  readonly quiesced: number;
}

export type Usages = ReadonlyMap<LockClass, readonly Usage[]>;

/** Distinct contexts and masks kept for one acquisition. */
export function collectUsages(program: Program, flows: (id: FunctionId) => FunctionFlow, contexts: Contexts): Usages {
  const usages = new Map<LockClass, Usage[]>();
  for (const { id } of program.table.functions) {
    const nodes = contexts.of(id);
    if (nodes.length === 0) continue;
    for (const event of flows(id).acquisitions) {
      const cls = event.lock.class;
      if (!cls || (cls.generic && event.lock.parameter !== undefined)) continue;
      let list = usages.get(cls);
      if (!list) usages.set(cls, (list = []));
      for (const node of nodes) {
        const state = enter(node, event.state);
        if (!state) continue;
        list.push({ function: id, event, node, irqs: state.irqs, bh: state.bh, quiesced: state.quiesced });
      }
    }
  }
  return usages;
}
