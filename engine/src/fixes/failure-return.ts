/** How a function leaves when it could not take a lock: the statement, where one is safe to write. */

import { Irq } from '../analysis/state.ts';
import { Op } from '../facts/types.ts';
import type { FixRequest } from './types.ts';

/** Undefined where something would have to be undone first, or where the value for failure is not known. */
export function failureReturn(request: FixRequest): string | undefined {
  const { function: id, operation } = request;
  const trace = request.traceOf(id);
  const isBare = trace.states(operation).every((s) => s.held.length === 0 && s.dropped.length === 0 && s.irq === Irq.Entry && s.bh === 0 && s.preempt === 0);
  if (!isBare || (!isProgram(request) && callsBefore(request))) return undefined;
  const value = failureValue(request);
  return value === undefined ? undefined : value === '' ? 'return;' : `return ${value};`;
}

/** A BPF program: the verifier sees to it that nothing is left behind, and its result is a verdict, not an error. */
function isProgram({ analysis, function: id }: FixRequest): boolean {
  return analysis.program.table.functions[id].facts.attributes.some((a) => a.startsWith('SEC('));
}

/** What was called before may have left something to undo. */
function callsBefore({ analysis, operation, traceOf, function: id }: FixRequest): boolean {
  const { view } = traceOf(id);
  const pure = new Set(analysis.program.knowledge.accessors.map((row) => row.api));
  for (let at = 0; at < operation; at++) {
    const [op, call] = view.operation(at);
    if (op === Op.Call && !pure.has(view.calleeName(call))) return true;
  }
  return false;
}

function failureValue(request: FixRequest): string | undefined {
  const { view } = request.traceOf(request.function);
  const type = view.text(view.facts.returns);
  if (type === 'void') return '';
  if (isProgram(request)) return type === 'int' ? '0' : undefined;
  if (type.endsWith('*')) return 'NULL';
  if (type === 'bool') return 'false';
  return (type === 'int' || type === 'long') && returnsErrors(request) ? '-EBUSY' : undefined;
}

/** Every constant that it returns is 0 or negative: its callers expect error numbers. */
function returnsErrors({ traceOf, function: id }: FixRequest): boolean {
  const { view } = traceOf(id);
  for (let at = 0; at < view.facts.codeLength; at++) {
    const [op, value] = view.operation(at);
    const constant = op === Op.Return && value !== -1 ? view.constant(value) : undefined;
    if (constant !== undefined && !/^(0|-\w+)$/.test(constant)) return false;
  }
  return true;
}
