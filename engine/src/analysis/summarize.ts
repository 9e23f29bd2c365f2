/** Summaries of all functions, callees before callers. */

import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import { calleesFirst } from './call-order.ts';
import type { Effects } from './effects.ts';
import { interpret } from './interpret.ts';
import type { FunctionFlow } from './summary.ts';

/** Recursion deeper than this is cut; it is met only where long circles of calls are followed. */
const MAX_DEPTH = 200;

/** A callee without a summary yet closes a circle: it is summed up on the way, and counts as without effect where it is met again. */
export function summarize(program: Program, effects: Effects, findingsOnly: boolean, progress: (share: number) => void): FunctionFlow[] {
  const order = calleesFirst(program, effects);
  const flows: FunctionFlow[] = [];
  const active = new Set<FunctionId>();
  const context = { effects, flowOf, findingsOnly };

  function flowOf(id: FunctionId): FunctionFlow | undefined {
    const known = flows[id];
    if (known) return known;
    if (active.has(id) || active.size > MAX_DEPTH) return undefined;
    active.add(id);
    const flow = interpret(context, id);
    active.delete(id);
    return (flows[id] = flow);
  }

  order.forEach((id, i) => {
    if (i % 2048 === 0) progress(i / order.length);
    flowOf(id);
  });
  return flows;
}
