/**
 * States that wait at the places of one function where paths meet, handed out in the order of the code.
 *
 * DESIGN. All that comes to a place from above is there before it is gone on with, so what need not be told apart becomes one: a state
 * that another covers (it assumes all that the other does, and more) goes, and two that differ only in the answer to one question,
 * yes here and no there, become one without it. No path is lost and none invented; most branches are about nothing that matters to
 * locks, and cost one state behind them instead of two.
 */

import { Op } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import { withAssumed } from './branches.ts';
import { savedKey, type State } from './state.ts';

export interface Worklist {
  /** Whether more than one way leads to this operation: states should stop here. */
  isJoin(at: number): boolean;
  add(at: number, state: State): void;
  /** The foremost operation at which states wait, and these, which are no longer waiting; undefined when there are none. */
  next(): { readonly at: number; readonly states: readonly State[] } | undefined;
}

interface Waiting {
  /** Equal for states that differ in assumptions only. */
  readonly core: string;
  readonly state: State;
}

/** As many stand for all that are left. */
const MAX_REST = 2;
/** States handed out for one operation: more are mostly contradictions that the assumptions did not show. */
const MAX_STATES = 6;
/** More of them, where a caller may decide by a constant which it is. */
const MAX_CASES = 6;

export function createWorklist(view: FunctionView): Worklist {
  const ways = waysInto(view);
  const waiting: (Waiting[] | undefined)[] = [];
  const gone: (Waiting[] | undefined)[] = [];
  let foremost = 0;
  let count = 0;

  function add(at: number, state: State): void {
    const before = gone[at];
    if (before && before.length >= MAX_STATES + MAX_CASES) return;
    const core = state.coreKey + savedKey(state);
    if (before?.some((w) => covers(w, core, state))) return;
    const here = (waiting[at] ??= []);
    for (let i = 0; i < here.length; i++) {
      const other = here[i];
      if (covers(other, core, state)) return;
      if (other.core !== core) continue;
      const assumed = state.assumed.union(other.state.assumed);
      if (!assumed) continue;
      here.splice(i, 1);
      count--;
      return add(at, state.withAssumed(assumed));
    }
    here.push({ core, state });
    count++;
    if (at < foremost) foremost = at;
  }

  function next(): ReturnType<Worklist['next']> {
    if (count === 0) return undefined;
    while (!waiting[foremost]?.length) foremost++;
    const at = foremost;
    const known = (gone[at] ??= []);
    const taken = choose(waiting[at]!, known);
    count -= waiting[at]!.length;
    waiting[at] = undefined;
    known.push(...taken);
    return { at, states: taken.map(({ state }) => state) };
  }

  return { isJoin: (at) => ways[at] > 1, add, next };
}

function covers(waiting: Waiting, core: string, state: State): boolean {
  return waiting.core === core && state.assumed.includes(waiting.state.assumed);
}

function choose(all: readonly Waiting[], known: readonly Waiting[]): readonly Waiting[] {
  if (all.length + known.length <= MAX_STATES) return all;
  const chosen = mostDiverse(all, Math.max(0, MAX_STATES - known.length));
  const cases = new Set([...known, ...chosen].map(({ state }) => state.assumed.plainText));
  for (const waiting of all) {
    if (known.length + chosen.length >= MAX_STATES + MAX_CASES) break;
    const own = waiting.state.assumed.plainText;
    if (cases.has(own)) continue;
    cases.add(own);
    chosen.push(waiting);
  }
  if (all.every((waiting) => waiting.state.assumed.plainText === '')) return chosen;
  return [...chosen, ...anyCases(all.filter((waiting) => !chosen.includes(waiting)))];
}

/** What is left stands for a caller that gives none of the constants chosen: one for each lock state, which leaves open what is given. */
function anyCases(rest: readonly Waiting[]): readonly Waiting[] {
  const byCore = new Map<string, Waiting>();
  for (const waiting of rest) {
    const known = byCore.get(waiting.core);
    if (known) byCore.set(waiting.core, { core: known.core, state: withAssumed(known.state, known.state.assumed.withGivenOf(waiting.state.assumed)) });
    else if (byCore.size < MAX_REST) byCore.set(waiting.core, waiting);
  }
  return [...byCore.values()];
}

/** Where there are more than can be followed: those that between them say the most, each time the one that adds most to what is chosen. */
function mostDiverse(all: readonly Waiting[], most: number): Waiting[] {
  const rest = [...all];
  const cores = new Set<string>();
  const said = new Map<string, string[]>();
  const chosen: Waiting[] = [];
  while (chosen.length < most && rest.length) {
    let best = 0;
    let bestNews = -1;
    for (let i = 0; i < rest.length; i++) {
      const { core, state } = rest[i];
      const news = (cores.has(core) ? 0 : NEW_CORE) + state.assumed.count((name, value) => !said.get(name)?.includes(value));
      if (news > bestNews) [best, bestNews] = [i, news];
    }
    const [waiting] = rest.splice(best, 1);
    cores.add(waiting.core);
    for (const [name, value] of waiting.state.assumed) {
      const values = said.get(name);
      if (!values) said.set(name, [value]);
      else if (!values.includes(value)) values.push(value);
    }
    chosen.push(waiting);
  }
  return chosen;
}

/** Other locks or masks count more than any answers. */
const NEW_CORE = 100;

/** By operation: how many ways lead to it. */
function waysInto(view: FunctionView): Uint16Array {
  const length = view.facts.codeLength;
  const ways = new Uint16Array(length + 1);
  ways[0] = 1;
  for (let at = 0; at < length; at++) {
    const op = view.op(at);
    if (op === Op.Return) continue;
    if (op === Op.Jump || op === Op.Branch) ways[view.second(at)]++;
    else ways[at + 1]++;
    if (op === Op.Branch) ways[view.third(at)]++;
  }
  return ways;
}
