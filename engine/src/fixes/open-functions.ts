/** Functions that return with a lock which they took, or without one of their caller's, by lock class; and who calls them. */

import type { Analysis } from '../analysis/types.ts';
import type { FunctionId, LockClass } from '../program/types.ts';

export interface OpenFunctions {
  /** In order of path and place. */
  of(cls: LockClass): readonly FunctionId[];
  /** Of a function that is open for some class; in order of path and place. */
  callersOf(id: FunctionId): readonly FunctionId[];
}

const known = new WeakMap<Analysis, OpenFunctions>();

/** Two looks at the whole program, once for an analysis: findings by the hundred ask. */
export function openFunctions(analysis: Analysis): OpenFunctions {
  let open = known.get(analysis);
  if (!open) known.set(analysis, (open = collect(analysis)));
  return open;
}

function collect({ program, flowOf }: Analysis): OpenFunctions {
  const byClass = new Map<LockClass, FunctionId[]>();
  const callers = new Map<FunctionId, FunctionId[]>();
  for (const { id } of program.table.functions)
    for (const cls of openClasses(flowOf, id)) {
      byClass.set(cls, [...(byClass.get(cls) ?? []), id]);
      callers.set(id, []);
    }
  for (const { id } of program.table.functions)
    for (const { callees } of flowOf(id).calls)
      for (const callee of callees) {
        const list = callers.get(callee);
        if (list && list.at(-1) !== id) list.push(id);
      }
  return { of: (cls) => byClass.get(cls) ?? [], callersOf: (id) => callers.get(id) ?? [] };
}

function openClasses(flowOf: Analysis['flowOf'], id: FunctionId): ReadonlySet<LockClass> {
  const classes = new Set<LockClass>();
  for (const { held, dropped } of flowOf(id).exits) {
    for (const { lock, taker } of held) if (lock.class && taker === undefined) classes.add(lock.class);
    for (const { lock } of dropped) if (lock.class) classes.add(lock.class);
  }
  return classes;
}
