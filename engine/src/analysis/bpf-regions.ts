/** Where the kernel was read too: which functions and tracepoints run while the lock of a map operation is held. */

import { tracepointPrefix as TRACEPOINT } from '../knowledge/bpf-targets.ts';
import type { BpfOperationRow } from '../knowledge/bpf-types.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import { spins } from './state.ts';
import type { FunctionFlow } from './summary.ts';
import type { Step } from './witness.ts';
import { locateOperation, nameOf } from './witness.ts';

export interface BpfRegions {
  /** The kernel's function that does what a helper does for the map types of a row: of several the one that is named like it. */
  implementationOf(row: BpfOperationRow, helper: string): FunctionId | undefined;
  /** The way from the operation to a function or tracepoint of that name with the lock held; undefined when none was found. */
  inside(row: BpfOperationRow, target: string): readonly Step[] | undefined;
}

const MAX_DEPTH = 8;

export function createBpfRegions(program: Program, flows: (id: FunctionId) => FunctionFlow): BpfRegions {
  const known = new Map<BpfOperationRow, ReadonlyMap<string, readonly Step[]>>();
  let byName: Map<string, FunctionId> | undefined;

  /** Functions of the kernel, not of programs, by name; made when first asked for. */
  function idOf(name: string): FunctionId | undefined {
    byName ??= new Map([...program.table.functions].filter(({ facts, file }) => facts.form === 'function' && !program.bpf.isProgramFile(file.path)).map((fn) => [fn.name, fn.id]));
    return byName.get(name);
  }

  function regionOf(row: BpfOperationRow): ReadonlyMap<string, readonly Step[]> {
    const region = new Map<string, readonly Step[]>();
    const seen = new Set<string>();
    for (const name of row.implementations) {
      const id = idOf(name);
      if (id !== undefined) visit(id, false, []);
    }
    return region;

    function visit(id: FunctionId, held: boolean, steps: readonly Step[]): void {
      if (seen.has(`${id}${held}`) || steps.length > MAX_DEPTH) return;
      seen.add(`${id}${held}`);
      const view = program.viewOf(id);
      for (const { operation, call, callees, state } of flows(id).calls) {
        const isHeld = held || state.held.some((h) => spins(h.kind) && row.classes.includes(h.lock.class?.name ?? ''));
        const step = (what: string): readonly Step[] => [...steps, { function: nameOf(program, id), location: locateOperation(program, id, operation), what }];
        const name = view.calleeName(call);
        if (isHeld && name.startsWith(TRACEPOINT) && !region.has(name.slice(TRACEPOINT.length))) region.set(name.slice(TRACEPOINT.length), step(`passes ${name}() with the lock held`));
        for (const callee of callees) {
          if (program.bpf.of(callee)) continue;
          const to = nameOf(program, callee);
          const next = step(`calls ${to}()${isHeld ? ' with the lock held' : ''}`);
          if (isHeld && !region.has(to)) region.set(to, next);
          visit(callee, isHeld, next);
        }
      }
    }
  }

  return {
    implementationOf(row, helper) {
      const verb = helper.slice(helper.indexOf('_map_') + 1);
      const read = row.implementations.filter((name) => idOf(name) !== undefined);
      const best = read.find((name) => name.endsWith(verb)) ?? read[0];
      return best === undefined ? undefined : idOf(best);
    },
    inside(row, target) {
      let region = known.get(row);
      if (!region) known.set(row, (region = row.classes.length ? regionOf(row) : new Map()));
      return region.get(target);
    },
  };
}
