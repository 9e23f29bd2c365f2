/** Summaries of all functions, callees before callers; circles of calls in a second round. */

import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import { calleesFirst } from './call-order.ts';
import type { Effects } from './effects.ts';
import { interpret } from './interpret.ts';
import type { Exit, FunctionFlow } from './summary.ts';

/**
 * In the first round a callee without a summary, one that calls this function in turn, counts as without effect. The second looks
 * again at the functions for which that mattered, and at callers of those that now return otherwise.
 */
export function summarize(program: Program, effects: Effects, findingsOnly: boolean, progress: (share: number) => void): FunctionFlow[] {
  const { order, calleesOf } = calleesFirst(program, effects);
  const flows: FunctionFlow[] = [];
  const isOpen = new Uint8Array(order.length);
  let current = -1;

  function flowOf(id: FunctionId): FunctionFlow | undefined {
    if (flows[id] === undefined) isOpen[current] = 1;
    return flows[id];
  }

  const context = { effects, flowOf, findingsOnly };
  const look = (id: FunctionId): FunctionFlow => interpret(context, (current = id));
  order.forEach((id, i) => {
    if (i % 2048 === 0) progress(i / order.length);
    flows[id] = look(id);
  });

  const isChanged = new Uint8Array(order.length);
  for (const id of order) {
    if (!isOpen[id] && !calleesOf(id).some((callee) => isChanged[callee])) continue;
    const before = flows[id];
    flows[id] = look(id);
    if (returns(before) !== returns(flows[id])) isChanged[id] = 1;
  }
  return flows;
}

/** All that callers see of the ways in which a function returns. */
function returns(flow: FunctionFlow): string {
  return flow.exits.map(returnOf).join(';');
}

function returnOf(e: Exit): string {
  const locks = [...e.held.map((h) => `+${h.lock.key}`), ...e.dropped.map((d) => `-${d.lock.key}`)].join();
  return `${locks}|${e.irq}|${e.bh}|${e.preempt}|${e.quiesced}|${e.armed}|${e.contexts}|${e.slept}|${e.value}|${[...e.conditions].join()}`;
}
