/**
 * In which order functions are summed up: callees before their callers, so that no summary waits for one that is not there.
 *
 * DESIGN. Through the kernel's ops structs nearly all of its subsystems call each other in one circle of tens of thousands of functions,
 * and who comes first there has to do without an answer. What a function calls by name says more about it than the many that a member
 * of a struct may stand for, so a circle is taken apart by its sure calls: of these only true recursion goes without.
 */

import { Op } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import { MAX_INDIRECT, type CallTargets } from './call-targets.ts';
import type { Effects } from './effects.ts';

/** Whom a function may call: the id where nobody else can be meant, `~id` of one among several. */
export type CalleeList = ArrayLike<number>;

/** Functions that call each other by sure calls, or one alone. */
export type Circle = readonly FunctionId[];

/** Every function once, after what it calls. `calleesOf` is asked once of each. */
export function* calleesFirst(program: Program, calleesOf: (id: FunctionId) => CalleeList): Generator<Circle> {
  const functions = Array.from(program.table.functions, ({ id }) => id);
  const ranks = new Int32Array(program.table.functions.length);
  functions.forEach((id, rank) => (ranks[id] = rank));
  const listed = new Map<FunctionId, CalleeList>();
  const listOf = (id: FunctionId): CalleeList => {
    const list = calleesOf(id);
    listed.set(id, list);
    return list;
  };
  for (const circle of circlesOf(functions, ranks.length, listOf, idOf)) {
    if (circle.length === 1) yield circle;
    else yield* sureCircles(circle.sort((a, b) => ranks[a] - ranks[b]), listed);
    for (const id of circle) listed.delete(id);
  }
}

/** One circle, in the order of the program, taken apart. Those that stand in ops structs come first: then others find them there. */
function* sureCircles(circle: Circle, listed: ReadonlyMap<FunctionId, CalleeList>): Generator<Circle> {
  const places = new Map(circle.map((id, place) => [id, place]));
  const isPossible = new Set<FunctionId>();
  for (const id of circle) for (const callee of Array.from(listed.get(id)!)) if (callee < 0) isPossible.add(~callee);
  const numbers = circle.map((_, place) => place);
  const roots = [...numbers.filter((place) => isPossible.has(circle[place])), ...numbers.filter((place) => !isPossible.has(circle[place]))];
  const within = (callee: number): number => (callee < 0 ? -1 : places.get(callee) ?? -1);
  for (const part of circlesOf(roots, circle.length, (place) => listed.get(circle[place])!, within)) yield part.map((place) => circle[place]);
}

/** Of an entry of a list in which some stand as `~id`. */
export function idOf(entry: number): FunctionId {
  return entry < 0 ? ~entry : entry;
}

/**
 * Strongly connected components, callees first, by Tarjan's algorithm with a stack of its own: call chains of the kernel are deeper than
 * JavaScript's. Nodes are numbers below `size`; `nodeOf` gives the node of a list's entry, negative to pass over it. Members are in
 * the order in which a search ends with them: callees first too.
 */
function* circlesOf(roots: readonly number[], size: number, listOf: (node: number) => CalleeList, nodeOf: (entry: number) => number): Generator<number[]> {
  /** When a node was met, from 1; of those met since, the first that it can reach. */
  const met = new Int32Array(size);
  const first = new Int32Array(size);
  /** Ended with, and their circle not complete. */
  const open: number[] = [];
  const isDone = new Uint8Array(size);
  const path: { readonly node: number; readonly list: CalleeList; next: number; readonly openBefore: number }[] = [];
  let count = 0;

  function meet(node: number): void {
    met[node] = first[node] = ++count;
    path.push({ node, list: listOf(node), next: 0, openBefore: open.length });
  }

  for (const root of roots) {
    if (met[root]) continue;
    meet(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node, list, openBefore } = top;
      if (top.next < list.length) {
        const callee = nodeOf(list[top.next++]);
        if (callee < 0 || isDone[callee]) continue;
        if (!met[callee]) meet(callee);
        else first[node] = Math.min(first[node], met[callee]);
        continue;
      }
      path.pop();
      open.push(node);
      const caller = path.at(-1)?.node;
      if (caller !== undefined) first[caller] = Math.min(first[caller], first[node]);
      if (first[node] !== met[node]) continue;
      const circle = open.splice(openBefore);
      for (const member of circle) isDone[member] = 1;
      yield circle;
    }
  }
}

/** Each function whose summary decides about this one, in the order of the code. */
export function calleesIn(view: FunctionView, effects: Effects, targets: CallTargets): CalleeList {
  const sure = new Set<FunctionId>();
  const possible = new Set<FunctionId>();
  for (let at = 0; at < view.facts.codeLength; at++) {
    const op = view.op(at);
    const call = view.first(at);
    if (op === Op.GuardEnd) for (const id of effects.guardReleasers(view, call)) sure.add(id);
    if (op !== Op.Call || targets.isToldByRow(call)) continue;
    const { ids, indirect } = targets.calleesOf(call);
    if (!indirect || ids.length === 1) for (const id of ids) sure.add(id);
    else for (const id of ids.slice(0, MAX_INDIRECT)) possible.add(id);
  }
  view.forget();
  return [...sure, ...[...possible].filter((id) => !sure.has(id)).map((id) => ~id)];
}
