/** An acquisition that may fail, or must not spin: take it only if that succeeds, and leave otherwise. */

import { formsThatMayFail } from '../knowledge/flavours.ts';
import type { Fix } from '../rules/types.ts';
import { failureReturn } from './failure-return.ts';
import type { FunctionText } from './function-text.ts';
import type { FixKind, FixRequest } from './types.ts';

export const checkedAcquisition: FixKind = {
  name: 'checked-acquisition',
  rules: ['unchecked-rqspinlock', 'nmi-unsafe-lock'],
  summary: 'Leaves the function when the lock was not taken: tests the result of a failable acquisition, or tries instead of spinning in code that only an NMI runs; only where there is nothing to undo.',
  *offer(request) {
    const { finding, function: id, operation } = request;
    const { view } = request.traceOf(id);
    const text = request.textOf(id);
    const name = view.calleeName(view.operation(operation)[1]);
    if (!text || !name) return;
    if (finding.rule === 'unchecked-rqspinlock') yield* leaveIf(request, text, name, name, '', `Return when ${name}() fails`);
    else if (Object.hasOwn(formsThatMayFail, name) && isOnlyNmi(request)) yield* leaveIf(request, text, name, formsThatMayFail[name], '!', `Return when ${formsThatMayFail[name]}() does not get the lock`);
  },
};

function* leaveIf(request: FixRequest, text: FunctionText, name: string, form: string, not: string, title: string): Generator<Fix> {
  const { view } = request.traceOf(request.function);
  const call = text.call(view.site(request.operation), name);
  const statement = call && text.statement(call.name);
  const leave = failureReturn(request);
  if (!call || !statement || !leave || statement.isControlled || statement.last !== call.close + 1) return;
  const indent = text.indent(call.name);
  const edits = [
    text.replace(call.name, call.name + 1, `if (${not}${form}`),
    text.replace(statement.last, statement.last + 1, `)${text.newLine}${text.deeper(indent)}${leave}`),
  ];
  yield { kind: checkedAcquisition.name, title, isPreferred: true, edits };
}

/** Elsewhere giving up on contention would lose what used to work. */
function isOnlyNmi({ analysis, function: id }: FixRequest): boolean {
  const nodes = analysis.contexts.of(id);
  return nodes.length > 0 && nodes.every((node) => node.context === 'nmi' && !node.tentative);
}
