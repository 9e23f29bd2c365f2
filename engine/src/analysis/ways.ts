/** Ways through one function by its jumps alone, whatever its branches ask. */

import { Op } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';

export function isReachedWithout(view: FunctionView, wanted: number, avoided: number): boolean {
  return isAnyReached(view, (at) => at === wanted, avoided);
}

export function isReached(view: FunctionView, wanted: number, from: number): boolean {
  return isAnyReached(view, (at) => at === wanted, -1, from);
}

export function mayReturnWithout(view: FunctionView, avoided: number): boolean {
  return isAnyReached(view, (at) => view.op(at) === Op.Return, avoided);
}

function isAnyReached(view: FunctionView, isWanted: (at: number) => boolean, avoided: number, from = 0): boolean {
  const seen = new Set<number>([avoided]);
  const work = [from];
  while (work.length) {
    const at = work.pop()!;
    if (seen.has(at) || at >= view.facts.codeLength) continue;
    if (isWanted(at)) return true;
    seen.add(at);
    const [op, , b, c] = view.operation(at);
    if (op === Op.Return) continue;
    if (op === Op.Jump) work.push(b);
    else if (op === Op.Branch) work.push(b, c);
    else work.push(at + 1);
  }
  return false;
}
