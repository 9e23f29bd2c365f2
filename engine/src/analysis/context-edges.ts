/** Calls along which contexts travel, from summaries; kept as long as a summary is the same object. */

import { Expr } from '../facts/types.ts';
import { driverFolder } from '../knowledge/source-layout.ts';
import { putMark, type FunctionView } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import { SAME_AS } from './branches.ts';
import { plainParameter } from './conditions.ts';
import type { Effects } from './effects.ts';
import type { State } from './state.ts';
import type { CallEvent, FunctionFlow } from './summary.ts';

const MAX_INDIRECT = 12;
/** Commands of one driver come back through one member: `cmd->done`. */
const MAX_IN_DRIVER = 48;

/** Calls that are made in one state. There are millions: no object for each. */
export interface Edges {
  readonly state: State;
  /** One for each callee. */
  readonly events: readonly CallEvent[];
  /** Parallel to `events`. As `~id` (see `idOf`) where another call of the callee in this state comes before: it matters only where its arguments do. */
  readonly callees: readonly number[];
}

/** What is worked out from a summary, by function. */
export interface KeptEdges {
  readonly tests: Kept<readonly string[]>[];
  readonly edges: Kept<readonly Edges[]>[];
}

interface Kept<T> {
  readonly flow: FunctionFlow;
  readonly value: T;
}

export interface EdgeTable {
  /** Calls of a function grouped by the state in which they are made. */
  edgesOf(id: FunctionId): readonly Edges[];
  /** Keys about parameters, such as `P1` or `*(P0).flags`, on whose value something in a function, or in one that it hands them on to, depends. */
  testedKeys(id: FunctionId): readonly string[];
}

/** A wrapper's wrapper hands on what it was given; from further down it is rarely decided by a constant. */
const MAX_HANDED_ON = 3;

export function createEdgeTable(program: Program, effects: Effects, flows: (id: FunctionId) => FunctionFlow, { tests, edges }: KeptEdges): EdgeTable {
  const known = Array.from({ length: MAX_HANDED_ON + 1 }, (): (readonly string[] | undefined)[] => []);

  function ownKeys(id: FunctionId): readonly string[] {
    const flow = flows(id);
    if (flow.calls.length === 0 && flow.acquisitions.length === 0 && flow.irregularities.length === 0) return noNames;
    if (tests[id]?.flow !== flow) tests[id] = { flow, value: keysTestedIn(flow) };
    return tests[id].value;
  }

  function keysWithin(calls: number, id: FunctionId): readonly string[] {
    if (calls === 0) return ownKeys(id);
    return (known[calls][id] ??= withHandedOn(calls, id));
  }

  function withHandedOn(calls: number, id: FunctionId): readonly string[] {
    const own = ownKeys(id);
    const view = program.viewOf(id);
    if (view.facts.parameters === 0) return own;
    let found: string[] | undefined;
    const seen = new Set<number>();
    for (const { call, callees } of flows(id).calls) {
      if (seen.has(call)) continue;
      seen.add(call);
      const given = handedOn(view, call);
      if (given.length === 0) continue;
      for (const callee of callees)
        for (const key of keysWithin(calls - 1, callee)) {
          const number = plainParameter(key);
          const parameter = number < 0 ? undefined : given[number];
          if (parameter !== undefined && !own.includes(parameter) && !found?.includes(parameter)) (found ??= []).push(parameter);
        }
    }
    return found ? [...own, ...found] : own;
  }

  return {
    edgesOf(id) {
      const flow = flows(id);
      if (flow.calls.length === 0) return noEdges;
      if (edges[id]?.flow !== flow) edges[id] = { flow, value: edgesIn(program, effects, id, flow) };
      return edges[id].value;
    },
    testedKeys: (id) => keysWithin(MAX_HANDED_ON, id),
  };
}

/** By argument: the key of the parameter that it is. Most calls hand on none. */
function handedOn(view: FunctionView, call: number): readonly (string | undefined)[] {
  let given: (string | undefined)[] | undefined;
  for (let n = 0; n < view.argumentCount(call); n++) {
    const argument = view.strip(view.argument(call, n)!);
    if (view.kind(argument) !== Expr.Local || view.a(argument) >= view.facts.parameters) continue;
    const key = view.key(argument);
    if (plainParameter(key) >= 0) (given ??= new Array<string | undefined>(view.argumentCount(call)))[n] = key;
  }
  return given ?? noNames;
}

function edgesIn(program: Program, effects: Effects, id: FunctionId, flow: FunctionFlow): readonly Edges[] {
  const view = program.viewOf(id);
  const groups = new Map<State, { readonly events: CallEvent[]; readonly callees: number[]; readonly met: Set<FunctionId> }>();
  for (const event of flow.calls) {
    if (event.callees.length === 0 || (event.indirect && (isAnyones(program, id, event) || effects.hasOwnContext(view, event.call)))) continue;
    let group = groups.get(event.state);
    if (!group) groups.set(event.state, (group = { events: [], callees: [], met: new Set() }));
    for (const callee of event.callees) {
      group.events.push(event);
      group.callees.push(group.met.has(callee) ? ~callee : callee);
      group.met.add(callee);
    }
  }
  return groups.size ? Array.from(groups, ([state, { events, callees }]) => ({ state, events: events.slice(), callees: callees.slice() })) : noEdges;
}

/** So many functions can be meant that a call says nothing of any of them. */
function isAnyones({ table }: Program, caller: FunctionId, { callees }: CallEvent): boolean {
  if (callees.length <= MAX_INDIRECT) return false;
  const folderOf = (id: FunctionId): string => table.functions[id].file.path.replace(/[^/]*$/, '');
  const folder = folderOf(caller);
  return callees.length > MAX_IN_DRIVER || !driverFolder.test(folder) || callees.some((callee) => folderOf(callee) !== folder);
}

const noEdges: readonly Edges[] = [];

function keysTestedIn(flow: FunctionFlow): readonly string[] {
  let found: Set<string> | undefined;
  for (const events of [flow.calls, flow.acquisitions, flow.irregularities])
    for (const { state } of events)
      for (const [key, value] of state.assumed) {
        const about = value.startsWith(SAME_AS) ? value.slice(SAME_AS.length) : key;
        if (!key.startsWith(putMark) && /\bP\d/.test(about) && !/\b[CVE]\d/.test(about)) (found ??= new Set()).add(about);
      }
  return found ? [...found].slice() : noNames;
}

const noNames: readonly string[] = [];
