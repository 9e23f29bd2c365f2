/** A program waits in NMI for a lock that it may have interrupted: ask for NMI, and only count there, in a per-CPU slot without a lock. */

import { Op } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import { Kind } from '../syntax/tokens.ts';
import { definitionOf, isTaken, useOf } from './bpf-definition.ts';
import type { FunctionText } from './function-text.ts';
import type { FixKind, FixRequest } from './types.ts';

/** `bpf_in_nmi()` is no helper: the header bpf_experimental.h of the kernel's tree has it. */
const CHECK = 'bpf_in_nmi()';

export const nmiCheck: FixKind = {
  name: 'bpf-nmi-check',
  rules: ['bpf-nmi-map-op', 'bpf-shared-ringbuf'],
  summary: `Asks \`${CHECK}\` (of bpf_experimental.h) before the helper, and in NMI only counts what it misses, in a per-CPU array.`,
  *offer(request) {
    const use = useOf(request);
    const text = request.textOf(request.function);
    if (!use || !text) return;
    const view = request.analysis.program.viewOf(use.function);
    const definition = view.file === use.map.file ? definitionOf(text, use.map) : undefined;
    const call = text.call(view.site(use.operation), use.as.written);
    const statement = call && statementAround(text, call.name);
    const leave = leavingOf(request, view);
    const name = `${use.map.name}_missed`;
    if (!definition || statement === undefined || !leave || isTaken(text, name)) return;
    const { newLine } = text;
    const unit = text.deeper('');
    const indent = text.indent(statement);
    const lines = [`if (${CHECK}) {`, `${unit}__u32 slot = 0;`, `${unit}__u64 *missed = bpf_map_lookup_elem(&${name}, &slot);`, '', `${unit}if (missed)`, `${unit}${unit}*missed += 1;`, `${unit}${leave}`, '}'];
    yield {
      kind: nmiCheck.name,
      title: `In NMI only count, in ${name} (${CHECK} of bpf_experimental.h)`,
      isPreferred: false,
      edits: [
        text.replaceRange(definition.end, definition.end, newLine.repeat(2) + counter(name, unit).join(newLine)),
        text.insertBefore(statement, lines.map((line, i) => (i === 0 || line === '' ? line : indent + line)).join(newLine) + newLine + indent),
      ],
    };
  },
};

function counter(name: string, unit: string): string[] {
  return ['struct {', `${unit}__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);`, `${unit}__uint(max_entries, 1);`, `${unit}__type(key, __u32);`, `${unit}__type(value, __u64);`, `} ${name} SEC(".maps");`];
}

/** First token of the statement that a call stands in; undefined where something could not stand before it. */
function statementAround(text: FunctionText, call: number): number | undefined {
  const { kind } = text.tokens;
  let first = call;
  while (first > text.open + 1 && ![Kind.Semicolon, Kind.OpenBrace, Kind.CloseBrace].includes(kind[first - 1])) first--;
  const statement = text.statement(first);
  if (!statement || statement.isControlled || statement.last < call || /^(for|while|do|else|case|default|switch)$/.test(text.word(first))) return undefined;
  return text.beginsLine(first) ? first : undefined;
}

/** How the function leaves: a program with 0; any other as it leaves already where something fails. */
function leavingOf({ analysis }: FixRequest, view: FunctionView): string | undefined {
  const returns = view.text(view.facts.returns);
  if (returns === 'void') return 'return;';
  if (analysis.program.bpf.of(view.fn.id) || returns.endsWith('*')) return 'return 0;';
  for (let at = 0; at < view.facts.codeLength; at++) {
    const [op, value] = view.operation(at);
    const constant = op === Op.Return && value !== -1 ? view.constant(value) : undefined;
    if (constant && /^-\w+$/.test(constant)) return `return ${constant};`;
  }
  return undefined;
}
