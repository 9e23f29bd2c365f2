/** A helper fails because the code that this program interrupted holds its lock: count what is lost. */

import { mayHang } from '../analysis/bpf-hazards.ts';
import { isErrorHandled } from '../analysis/bpf-results.ts';
import { pointerHelpers } from '../knowledge/bpf-locks.ts';
import { definitionOf, isTaken, useOf } from './bpf-definition.ts';
import type { FixKind } from './types.ts';

export const errorPath: FixKind = {
  name: 'bpf-error-path',
  rules: ['bpf-recursion'],
  summary: 'Looks at the result of the helper, and counts in a global variable what was lost; where the helper fails on every kernel asked for, and does not hang.',
  *offer(request) {
    const use = useOf(request);
    const text = request.textOf(request.function);
    if (!use || !text || pointerHelpers.includes(use.helper) || isErrorHandled(request.analysis.program, use) || mayHang(request.analysis, use) || use.map.file !== request.analysis.program.viewOf(use.function).file) return;
    const definition = definitionOf(text, use.map);
    const call = text.call(request.analysis.program.viewOf(use.function).site(use.operation), use.as.written);
    const statement = call && text.statement(call.name);
    const name = `${use.map.name}_lost`;
    if (!definition || !call || !statement || statement.isControlled || statement.last !== call.close + 1 || isTaken(text, name)) return;
    const { newLine } = text;
    yield {
      kind: errorPath.name,
      title: `Count in ${name} what ${use.helper}() could not store`,
      isPreferred: true,
      edits: [
        text.replaceRange(definition.end, definition.end, `${newLine.repeat(2)}__u64 ${name};`),
        text.replace(call.name, call.close + 1, `if (${text.slice(call.name, call.close + 1)})${newLine}${text.deeper(text.indent(call.name))}__sync_fetch_and_add(&${name}, 1)`),
      ],
    };
  },
};
