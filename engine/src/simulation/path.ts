/** Ways through one function: the shortest feasible sequence of operations that passes given places, as the interpreter would walk it. */

import { CallTargets } from '../analysis/call-targets.ts';
import { createBranchTests, type BranchTests } from '../analysis/branch-tests.ts';
import { branch } from '../analysis/branches.ts';
import { applyStore } from '../analysis/stores.ts';
import { applyCall, endGuard, release, type InterpretContext } from '../analysis/interpret.ts';
import { createFlowRecorder, type FlowRecorder } from '../analysis/flow-recorder.ts';
import { stateKey, type State } from '../analysis/state.ts';
import type { Analysis } from '../analysis/types.ts';
import { Op } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { FunctionId } from '../program/types.ts';

/** A point on a way: an operation and the state before it. */
export interface Point {
  readonly at: number;
  readonly state: State;
}

/** A place that the way must pass: one of these operations, in a state that is accepted. */
export interface Place {
  readonly operations: ReadonlySet<number>;
  readonly accepts: (state: State) => boolean;
}

export interface Walker {
  readonly view: FunctionView;
  next(point: Point): readonly Point[];
}

export function walkerOf(analysis: Analysis, id: FunctionId): Walker {
  const view = analysis.program.viewOf(id);
  const context: InterpretContext = { effects: analysis.effects, flowOf: analysis.flowOf };
  const recorder = silentRecorder(context, view);
  const tests = createBranchTests(view);
  return { view, next: ({ at, state }) => successors(view, context, recorder, tests, at, state) };
}

/** What the interpreter notes on its way has been noted already. */
function silentRecorder(context: InterpretContext, view: FunctionView): FlowRecorder {
  const nothing = (): void => undefined;
  return { ...createFlowRecorder(context, view, new CallTargets(context.effects, view)), note: nothing, unresolved: nothing, acquire: nothing, released: nothing, wait: nothing, irregular: nothing, exit: nothing };
}

function successors(view: FunctionView, context: InterpretContext, recorder: FlowRecorder, tests: BranchTests, at: number, state: State): readonly Point[] {
  const { effects } = context;
  const [op, a, b, c] = view.operation(at);
  const go = (states: readonly State[]): Point[] => states.map((next) => ({ at: at + 1, state: next }));
  switch (op) {
    case Op.Call: return go(recorder.targets.isCommanded(a) ? [state] : applyCall(view, recorder, effects, context, at, a, state));
    case Op.GuardEnd: {
      const row = effects.guardRelease(view, a);
      return go([row ? release(view, recorder, at, a, row, state) : endGuard(view, context, at, a, state)]);
    }
    case Op.Store: return go([applyStore(view, tests, state, a, b, c)]);
    case Op.Jump: return [{ at: b, state }];
    case Op.Return: return [];
    case Op.Branch: {
      const [whenTrue, whenFalse] = a === -1 ? [state, state] : branch(view, effects, tests, state, a);
      return [...(whenTrue ? [{ at: b, state: whenTrue }] : []), ...(whenFalse ? [{ at: c, state: whenFalse }] : [])];
    }
  }
}

interface Node extends Point {
  readonly from?: Node;
  readonly passed: number;
}

const MAX_NODES = 100_000;
/** States at one operation that are told apart by their assumptions; the rest only by locks and masks, as the interpreter does. */
const MAX_STATES = 48;

/** Ways from one of `starts` past all `places`, in order, to a point that `isGoal` accepts: shortest first, each to another state. */
export function* findWays(walker: Walker, starts: readonly Point[], places: readonly Place[], isGoal: (point: Point) => boolean): Generator<readonly Point[]> {
  const queue: Node[] = starts.map((point) => ({ ...point, passed: 0 }));
  const seen = new Set<string>();
  const counts = new Map<number, number>();
  // What the caller passes is never forgotten.
  const givenKeys = new Set(starts.flatMap(({ state }) => [...state.assumed].map(([key]) => key)));
  const given = ({ assumed }: State): State['assumed'] => assumed.without((key) => !givenKeys.has(key));
  for (let i = 0; i < queue.length && i < MAX_NODES; i++) {
    const node = queue[i];
    if (node.at >= walker.view.facts.codeLength) continue;
    const place = places[node.passed];
    const passed = place?.operations.has(node.at) && place.accepts(node.state) ? node.passed + 1 : node.passed;
    if (passed === places.length && isGoal(node)) {
      yield pointsOf(node);
      if (places.length) continue;
    }
    for (const { at, state } of walker.next(node)) {
      const slot = at * (places.length + 1) + passed;
      const count = counts.get(slot) ?? 0;
      const kept = count < MAX_STATES ? state : state.withAssumed(given(state));
      const key = `${slot}|${stateKey(kept)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      counts.set(slot, count + 1);
      queue.push({ at, state: kept, passed, from: node });
    }
  }
}

/** The first way that `isBest` accepts; where none is, the first at all. */
export function findWay(walker: Walker, starts: readonly Point[], isGoal: (point: Point) => boolean, isBest: (point: Point) => boolean = () => true): readonly Point[] | undefined {
  let first: readonly Point[] | undefined;
  for (const way of findWays(walker, starts, [], isGoal)) {
    if (isBest(way.at(-1)!)) return way;
    first ??= way;
  }
  return first;
}

function pointsOf(node: Node): Point[] {
  const points: Point[] = [];
  for (let at: Node | undefined = node; at; at = at.from) points.unshift({ at: at.at, state: at.state });
  return points;
}

export function isReturn(view: FunctionView, at: number): boolean {
  return view.operation(at)[0] === Op.Return;
}
