/** In which order functions are summed up: callees before their callers, so that no summary waits for one that is not there. */

import { Op } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import type { CallTargets } from './call-targets.ts';
import type { Effects } from './effects.ts';

/** Every function once, depth first after its callees. Where calls go round in a circle, the last of them to be met comes first. */
export function* calleesFirst(program: Program, calleesOf: (id: FunctionId) => ArrayLike<FunctionId>): Generator<FunctionId> {
  const { functions } = program.table;
  const isMet = new Uint8Array(functions.length);
  /** A stack of our own: call chains of the kernel are deeper than JavaScript's. */
  const stack: { readonly id: FunctionId; readonly callees: ArrayLike<FunctionId>; next: number }[] = [];

  function meet(id: FunctionId): void {
    isMet[id] = 1;
    stack.push({ id, callees: calleesOf(id), next: 0 });
  }

  for (const { id: root } of functions) {
    if (isMet[root]) continue;
    meet(root);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const callee = top.callees[top.next++];
      if (callee === undefined) yield stack.pop()!.id;
      else if (!isMet[callee]) meet(callee);
    }
  }
}

/** Each function that its calls and guards may reach, in the order of the code. */
export function calleesIn(view: FunctionView, effects: Effects, targets: CallTargets): readonly FunctionId[] {
  const found = new Set<FunctionId>();
  for (let at = 0; at < view.facts.codeLength; at++) {
    const op = view.op(at);
    if (op !== Op.Call && op !== Op.GuardEnd) continue;
    const call = view.first(at);
    const callees = op === Op.Call ? targets.calleesOf(call).ids : effects.guardReleasers(view, call);
    for (const callee of callees) found.add(callee);
  }
  view.forget();
  return [...found];
}
