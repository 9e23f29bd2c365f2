/**
 * Which functions can be entered otherwise after an edit.
 *
 * What is known of a function's contexts follows from those of its callers, in the order in which these were found. So nothing changes but
 * in functions that were interpreted anew, that have other entry points, and in what is reached from there: the region. Breadth first
 * search goes the same way again outside of it, and computes inside.
 */

import type { Program } from '../program/link.ts';
import type { EntryPoint, FunctionId } from '../program/types.ts';
import type { ContextNode } from './contexts.ts';
import { idOf } from './call-order.ts';
import type { EdgeTable, Edges, KeptEdges } from './context-edges.ts';
import type { FunctionFlow } from './summary.ts';

export interface LastContexts {
  /** By function. */
  readonly nodes: ContextNode[][];
  /** What each node led to, in the order of the calls. */
  readonly children: Map<ContextNode, readonly ContextNode[]>;
  /** Of each round. */
  readonly roots: readonly (readonly ContextNode[])[];
  readonly entryPoints: readonly EntryPoint[];
  /** Functions have BPF programs attached: ways that lead along no call. */
  readonly hasAttached: boolean;
  readonly flows: readonly FunctionFlow[];
  /** See `EdgeTable.testedKeys`. */
  readonly tested: readonly (readonly string[])[];
}

export interface RegionSources {
  readonly program: Program;
  readonly flows: (id: FunctionId) => FunctionFlow;
  readonly table: EdgeTable;
  readonly last: LastContexts;
  /** As they were. */
  readonly edges: KeptEdges['edges'];
}

/** Beyond this share of all functions starting anew is as quick. */
const MOST = 0.5;

/** Undefined where all must be worked out anew. */
export function regionOf({ program, flows, table, last, edges }: RegionSources): ReadonlySet<FunctionId> | undefined {
  const { functions, isGone, compare } = program.table;
  if (last.hasAttached || program.bpf.attachments.functions.size || !isInOrder(last, program.entryPoints, compare)) return undefined;
  const region = new Set<FunctionId>();
  const pending: FunctionId[] = [];
  const meet = (id: FunctionId): void => {
    if (region.has(id)) return;
    region.add(id);
    pending.push(id);
  };
  for (const entry of differing(last.entryPoints, program.entryPoints)) meet(entry.function);
  for (const entry of program.entryPoints) if (entry.after?.some((id) => flows(id) !== last.flows[id])) meet(entry.function);
  for (let id = 0; id < functions.length; id++) {
    if (flows(id) === last.flows[id] && isSameList(table.testedKeys(id), last.tested[id]) && !(isGone(id) && last.nodes[id]?.length)) continue;
    const former = edges[id];
    if (former && former.flow === last.flows[id]) calleesOf(former.value).forEach(meet);
    meet(id);
  }
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (region.size > MOST * functions.length) return undefined;
    if (!isGone(id)) calleesOf(table.edgesOf(id)).forEach(meet);
  }
  return region;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b?.length && a.every((name, i) => name === b[i]));
}

function calleesOf(edges: readonly Edges[]): FunctionId[] {
  return edges.flatMap(({ callees }) => callees.map(idOf));
}

function differing(before: readonly EntryPoint[], after: readonly EntryPoint[]): EntryPoint[] {
  const [old, now] = [new Set(before), new Set(after)];
  return [...before.filter((entry) => !now.has(entry)), ...after.filter((entry) => !old.has(entry))];
}

/** Entry points and functions that there are still come one after the other as before. */
function isInOrder({ entryPoints, roots }: LastContexts, now: readonly EntryPoint[], compare: (a: FunctionId, b: FunctionId) => number): boolean {
  const [old, left] = [new Set(entryPoints), new Set(now)];
  const [before, after] = [entryPoints.filter((entry) => left.has(entry)), now.filter((entry) => old.has(entry))];
  const sleepers = roots.at(-1) ?? [];
  return before.every((entry, i) => entry === after[i]) && sleepers.every((node, i) => i === 0 || compare(sleepers[i - 1].function, node.function) < 0);
}
