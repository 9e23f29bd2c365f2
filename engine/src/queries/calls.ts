/** Callers and callees along the paths that carry a context: the call hierarchy without what never runs so. */

import { enter, type ContextNode } from '../analysis/contexts.ts';
import type { Analysis } from '../analysis/types.ts';
import { labelOf, locateFunction, locateOperation } from '../analysis/witness.ts';
import type { FunctionId } from '../program/types.ts';
import type { Location } from '../source/location.ts';
import { functionsOf } from './functions-of.ts';
import type { CallOutline, FunctionName } from './types.ts';

/** Who brings a context to the function. */
export function callersOf(analysis: Analysis, { path, name }: FunctionName): CallOutline[] {
  const { program } = analysis;
  const calls = createCalls(analysis);
  for (const id of named(analysis, path, name))
    for (const node of analysis.contexts.of(id))
      if (node.caller) calls.add(node.caller.function, labelOf(node.caller), node.operation < 0 ? locateFunction(program, node.caller.function) : locateOperation(program, node.caller.function, node.operation));
  return calls.list();
}

/** Whom the function takes its contexts to. */
export function calleesOf(analysis: Analysis, { path, name }: FunctionName): CallOutline[] {
  const { program } = analysis;
  const calls = createCalls(analysis);
  for (const id of named(analysis, path, name))
    for (const { callees, state, operation } of analysis.flowOf(id).calls)
      for (const node of analysis.contexts.of(id))
        if (enter(node, state)) for (const callee of callees) calls.add(callee, labelAt(node, state), locateOperation(program, id, operation));
  return calls.list();
}

function labelAt(node: ContextNode, state: Parameters<typeof enter>[1]): string {
  return labelOf({ ...node, ...enter(node, state) });
}

function named({ program }: Analysis, path: string, name: string): readonly FunctionId[] {
  return functionsOf(program, path).filter((id) => program.table.functions[id].name === name);
}

function createCalls({ program }: Analysis): { add(other: FunctionId, label: string, call: Location): void; list(): CallOutline[] } {
  const found = new Map<FunctionId, { labels: Set<string>; calls: Map<string, Location> }>();
  return {
    add(other, label, call) {
      let entry = found.get(other);
      if (!entry) found.set(other, (entry = { labels: new Set(), calls: new Map() }));
      entry.labels.add(label);
      entry.calls.set(`${call.line}:${call.column}`, call);
    },
    list: () => [...found].map(([id, { labels, calls }]) => {
      const { name, file, facts } = program.table.functions[id];
      return { function: { path: file.path, name }, location: locateFunction(program, id), endLine: facts.endLine, labels: [...labels], calls: [...calls.values()] };
    }),
  };
}
