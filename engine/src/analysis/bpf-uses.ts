/** Which BPF program touches which map through which helper, and the way from its entry to that call. */

import type { BpfOperationRow } from '../knowledge/bpf-types.ts';
import type { Context } from '../knowledge/types.ts';
import type { ExpressionId } from '../facts/types.ts';
import type { BpfMap } from '../program/bpf-maps.ts';
import type { BpfProgram } from '../program/bpf-programs.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import { argumentOf, mapArgumentOf, mapCallOf, operationOf, takesValue, type MapCall } from './bpf-operations.ts';
import { enter, type ContextNode, type Contexts } from './contexts.ts';
import type { CallEvent, FunctionFlow } from './summary.ts';
import { locateOperation, nameOf, witnessOf, type Step, type Witness } from './witness.ts';

/** A call on the way from a program to a helper. */
interface Link {
  readonly function: FunctionId;
  readonly operation: number;
  readonly callee: FunctionId;
}

/** One call of a helper on a map, by one program. */
export interface BpfUse {
  readonly program: BpfProgram;
  readonly map: BpfMap;
  readonly helper: string;
  /** The call as it is written. */
  readonly as: MapCall;
  /** Its lock; undefined for a helper and map type that no row knows. */
  readonly row: BpfOperationRow | undefined;
  readonly function: FunctionId;
  readonly operation: number;
  readonly call: ExpressionId;
  readonly links: readonly Link[];
  /** Ways in which the program runs when it gets here. */
  readonly nodes: readonly ContextNode[];
}

export interface BpfUses {
  readonly all: readonly BpfUse[];
  ofMap(map: BpfMap): readonly BpfUse[];
  readonly maps: readonly BpfMap[];
}

const MAX_DEPTH = 8;
const MAX_USES = 256;

export function collectBpfUses(program: Program, flows: (id: FunctionId) => FunctionFlow, contexts: Contexts): BpfUses {
  const all: BpfUse[] = [];
  const byMap = new Map<BpfMap, BpfUse[]>();
  const maps = program.bpfMaps;
  if (maps.maps.length) for (const entry of [...program.bpf.programs, ...callbacks(program)]) collect(entry);

  function collect(entry: BpfProgram): void {
    const seen = new Set<string>();
    let count = 0;
    visit(entry.function, new Map(), [], contexts.of(entry.function));

    function visit(id: FunctionId, given: ReadonlyMap<number, readonly BpfMap[]>, links: readonly Link[], nodes: readonly ContextNode[]): void {
      const key = `${id}|${[...given].map(([n, list]) => `${n}:${list.map((m) => m.name).join()}`).join(';')}|${nodes.length}`;
      if (seen.has(key) || links.length > MAX_DEPTH) return;
      seen.add(key);
      const view = program.viewOf(id);
      for (const event of flows(id).calls) {
        const here = nodes.filter((node) => enter(node, event.state));
        if (nodes.length && here.length === 0) continue;
        const written = mapCallOf(view, event.call, maps);
        if (written && count < MAX_USES) {
          const { helper } = written;
          for (const map of touched(view, event, written, given)) count += add({ program: entry, map, helper, as: written, row: operationOf(helper, map.type), function: id, operation: event.operation, call: event.call, links, nodes: here });
        }
        for (const callee of event.callees) {
          if (program.bpf.of(callee) || (written && isKernel(callee))) continue;
          visit(callee, passed(event, id, given), [...links, { function: id, operation: event.operation, callee }], here);
        }
      }
    }

    function touched(view: FunctionView, { call, callees }: CallEvent, written: MapCall, given: ReadonlyMap<number, readonly BpfMap[]>): readonly BpfMap[] {
      if (written.map) return [written.map];
      // A function of that name, defined by the program: what it calls is looked at.
      if (view.calleeName(call) !== written.helper && callees.length) return [];
      const pointer = argumentOf(view, call, written, mapArgumentOf(written.helper));
      if (pointer === undefined) return [];
      return takesValue(written.helper) ? maps.holding(view, pointer, given) : maps.pointedTo(view, pointer, given);
    }

    /** Helpers' own bodies, where a kernel tree is read too, are the kernel's business. */
    function isKernel(callee: FunctionId): boolean {
      return nameOf(program, callee).startsWith('bpf_');
    }
  }

  /** Maps handed on to a callee, by parameter. */
  function passed(event: CallEvent, id: FunctionId, given: ReadonlyMap<number, readonly BpfMap[]>): ReadonlyMap<number, readonly BpfMap[]> {
    const view = program.viewOf(id);
    const next = new Map<number, readonly BpfMap[]>();
    for (let n = 0; n < view.argumentCount(event.call); n++) {
      const list = maps.pointedTo(view, view.argument(event.call, n)!, given);
      if (list.length) next.set(n, list);
    }
    return next;
  }

  function add(use: BpfUse): number {
    const known = byMap.get(use.map) ?? [];
    byMap.set(use.map, known);
    if (known.some((other) => other.program === use.program && other.function === use.function && other.operation === use.operation)) return 0;
    known.push(use);
    all.push(use);
    return 1;
  }

  return { all, ofMap: (map) => byMap.get(map) ?? [], maps: [...byMap.keys()] };
}

/** Functions that helpers of BPF programs were given, to run later: timers, work items, task work. */
function callbacks({ entryPoints, bpf }: Program): BpfProgram[] {
  const later = entryPoints.filter(({ row, registrar, function: id, via }) => row?.group === 'bpf' && registrar !== id && via.startsWith('bpf_') && !bpf.of(id));
  return [...new Map(later.map((entry) => [entry.function, { function: entry.function, section: '', via: entry.via, match: undefined, attachedTo: [] }])).values()];
}

/** Steps from the program to the helper; the last one is worded by `what`. */
export function useSteps(program: Program, use: BpfUse, what: string): Step[] {
  const calls = use.links.map((link) => ({ function: nameOf(program, link.function), location: locateOperation(program, link.function, link.operation), what: `calls ${nameOf(program, link.callee)}()` }));
  return [...calls, { function: nameOf(program, use.function), location: locateOperation(program, use.function, use.operation), what }];
}

/** Proof that a program gets to a helper in a context; without a known way in, the program itself is the entry. */
export function useWitness(program: Program, use: BpfUse, what: string, context?: Context): Witness {
  const steps = useSteps(program, use, what);
  const node = use.nodes.find((n) => context === undefined || n.context === context) ?? use.nodes[0];
  if (node) return witnessOf(program, node, steps);
  const [first] = steps;
  return { context: context ?? 'process', label: 'any context', entry: { function: nameOf(program, use.program.function), location: first.location, via: use.program.via }, steps };
}
