/** An allocation that may sleep because of its mask: give it a mask that does not. */

import { atomicReason } from '../analysis/state.ts';
import { atomicMasks } from '../knowledge/flavours.ts';
import type { Edit, Fix } from '../rules/types.ts';
import { Kind } from '../syntax/tokens.ts';
import type { CallText, FunctionText } from './function-text.ts';
import type { FixKind, FixRequest } from './types.ts';

export const atomicAllocation: FixKind = {
  name: 'atomic-allocation',
  rules: ['sleep-in-atomic'],
  summary: 'Gives the allocation a mask that does not sleep (`GFP_ATOMIC`), where the mask of this call is all that makes it sleep.',
  *offer(request) {
    const { function: id, operation } = request;
    const text = request.textOf(id);
    const { view } = request.traceOf(id);
    const [, call] = view.operation(operation);
    const index = maskArgument(request, call);
    const written = text?.call(view.site(operation), view.calleeName(call));
    if (!text || !written || index === undefined) return;
    const edit = index < written.args.length ? replaceMask(text, written.args[index]) : addMask(request, text, written, call, index);
    if (edit) yield { kind: atomicAllocation.name, title: `Allocate with ${edit.newText.replace(/^, /, '')}`, isPreferred: isAlwaysAtomic(request), edits: [edit] } satisfies Fix;
  },
};

/** Which argument makes this call sleep; undefined when anything else does, too. */
function maskArgument({ analysis, function: id }: FixRequest, call: number): number | undefined {
  const { effects } = analysis;
  const view = analysis.program.viewOf(id);
  const row = effects.rowsOf(view.calleeName(call)).sleep;
  if (row) return row.gfp;
  const sleeps = effects.calleesOf(view, call).ids.flatMap((callee) => analysis.flowOf(callee).reachedSleeps.filter((s) => !s.row.fault));
  const [first] = sleeps;
  return first && sleeps.every((s) => s.gfpParameter === first.gfpParameter) ? first.gfpParameter : undefined;
}

/** The one word in an argument that stands for a mask. */
function replaceMask(text: FunctionText, [from, to]: readonly [number, number]): Edit | undefined {
  const masks: number[] = [];
  for (let i = from; i < to; i++) if (text.tokens.kind[i] === Kind.Word && Object.hasOwn(atomicMasks, text.word(i))) masks.push(i);
  return masks.length === 1 ? text.replace(masks[0], masks[0] + 1, atomicMasks[text.word(masks[0])]) : undefined;
}

/** A call that names no mask and has one by default. */
function addMask({ analysis, function: id }: FixRequest, text: FunctionText, written: CallText, call: number, index: number): Edit | undefined {
  const row = analysis.effects.rowsOf(analysis.program.viewOf(id).calleeName(call)).sleep;
  const last = written.args.at(-1);
  if (row?.gfpDefault !== 'blocking' || !last || index !== written.args.length) return undefined;
  return text.insertAfter(last[1] - 1, `, ${Object.values(atomicMasks)[0]}`);
}

/** Nobody may sleep here, whoever calls: the weaker mask takes nothing from anyone. */
function isAlwaysAtomic({ analysis, function: id, operation, traceOf }: FixRequest): boolean {
  if (traceOf(id).states(operation).every((state) => atomicReason(state) !== undefined)) return true;
  const nodes = analysis.contexts.of(id);
  return nodes.length > 0 && nodes.every((node) => node.context !== 'process' || node.atomic === true);
}
