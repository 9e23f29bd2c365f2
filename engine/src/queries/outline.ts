/** A file's functions with the contexts they run in and the locks they take. */

import { enter, type ContextNode } from '../analysis/contexts.ts';
import type { AcquireEvent } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { labelOf, locateArgument, locateFunction, locateOperation, witnessOf } from '../analysis/witness.ts';
import type { FunctionId } from '../program/types.ts';
import { functionsOf } from './functions-of.ts';
import type { AcquisitionOutline, BpfOutline, ContextOutline, FileOutline, FunctionHead, FunctionOutline, Lines, StateOutline } from './types.ts';

/** Empty for a file that was not read. `lines`: only functions that have one of these. */
export function outlineOf(analysis: Analysis, path: string, lines?: Lines): FileOutline {
  const { table } = analysis.program;
  const ids = functionsOf(analysis.program, path).filter((id) => !lines || (table.functions[id].facts.line <= lines.last && table.functions[id].facts.endLine >= lines.first));
  return { path, functions: ids.map((id) => functionOutline(analysis, id)).sort(byPlace) };
}

/** Of a file, in order of their place. */
export function headsOf({ program, contexts }: Analysis, path: string): FunctionHead[] {
  return functionsOf(program, path).map((id) => ({ name: program.table.functions[id].name, location: locateFunction(program, id), contexts: contexts.of(id).map((node) => ({ context: node.context, label: labelOf(node) })) })).sort(byPlace);
}

function byPlace({ location: a }: FunctionHead, { location: b }: FunctionHead): number {
  return a.line - b.line || a.column - b.column;
}

function functionOutline(analysis: Analysis, id: FunctionId): FunctionOutline {
  const { program, contexts } = analysis;
  const { name, facts } = program.table.functions[id];
  const nodes = contexts.of(id);
  const bpf = bpfOutline(analysis, id);
  return {
    name, location: locateFunction(program, id), endLine: facts.endLine,
    contexts: nodes.map((node) => contextOutline(analysis, node)),
    acquisitions: acquisitionsOf(analysis, id, nodes),
    ...(bpf && { bpf }),
  };
}

function contextOutline({ program }: Analysis, node: ContextNode): ContextOutline {
  return { ...stateOf(node), label: labelOf(node), tentative: node.tentative, witness: witnessOf(program, node, []) };
}

/** Paths that reach one call in different states are one acquisition. */
function acquisitionsOf({ program, flowOf }: Analysis, id: FunctionId, nodes: readonly ContextNode[]): AcquisitionOutline[] {
  const byCall = new Map<number, AcquireEvent[]>();
  for (const event of flowOf(id).acquisitions) {
    const events = byCall.get(event.operation);
    if (events) events.push(event);
    else byCall.set(event.operation, [event]);
  }
  return [...byCall].sort(([a], [b]) => a - b).map(([operation, events]) => {
    const [{ lock, row, chain }] = events;
    const isIndirect = chain.callee !== undefined;
    return {
      location: locateOperation(program, id, operation),
      lock: locateArgument(program, id, operation, isIndirect ? undefined : row.argument),
      text: lock.text, lockClass: lock.class?.name ?? '', api: row.api, kind: row.kind, isIndirect,
      held: [...new Set(events.flatMap(({ state }) => state.held.map((h) => h.lock.class?.name ?? h.lock.text)))],
      states: distinct(events.flatMap(({ state }) => nodes.flatMap((node) => enter(node, state) ?? [])).map(stateOf)),
    };
  });
}

function bpfOutline({ program }: Analysis, id: FunctionId): BpfOutline | undefined {
  const found = program.bpf.of(id);
  if (!found) return undefined;
  const row = found.match?.row;
  return { section: found.section, program: row?.program ?? '', where: row?.where ?? '', sleepable: row?.sleepable ?? false, nmi: row?.nmi ?? 'unknown' };
}

function stateOf({ context, irqs, bh, atomic }: StateOutline): StateOutline {
  return { context, irqs, bh, atomic };
}

function distinct(states: readonly StateOutline[]): StateOutline[] {
  return [...new Map(states.map((state) => [`${state.context} ${state.irqs} ${state.bh} ${state.atomic}`, state])).values()];
}
