/** The lock graph: which class was taken while which other was held, directly or through calls. */

import type { Program } from '../program/link.ts';
import type { FunctionId, LockClass } from '../program/types.ts';
import { folderOf } from '../source/folder-of.ts';
import { applyConditions } from './lifting.ts';
import { neverWaits, type Held, type State } from './state.ts';
import type { Chain, FunctionFlow, ReachedAcquisition } from './summary.ts';

/** `from` was held in `function` when `to` was taken. */
export interface Dependency {
  readonly from: LockClass;
  readonly to: LockClass;
  readonly function: FunctionId;
  readonly held: Held;
  readonly chain: Chain;
  readonly mode: 'exclusive' | 'shared';
  /** Of `to`, as it is taken: lockdep tells subclasses apart. */
  readonly subclass: string;
  readonly kind: ReachedAcquisition['row']['kind'];
  readonly api: string;
  readonly text: string;
  readonly state: State;
  /** Only where an object's last reference is dropped. */
  readonly lastReference: boolean;
}

/** From class to class, the first few proofs, and the first of each further folder. */
export type LockGraph = ReadonlyMap<LockClass, ReadonlyMap<LockClass, readonly Dependency[]>>;

const MAX_PROOFS = 3;
/** Drivers share the locks of their subsystem: what one does with them says nothing of the next. */
const MAX_FOLDERS = 40;

/** Dependencies that one function shows, by its id; they hold as long as its summary is the same object. */
export type KeptDependencies = { readonly flow: FunctionFlow; readonly list: readonly Dependency[] }[];

/** `kept`: from the last time, if they shall be kept. */
export function buildLockGraph(program: Program, flows: (id: FunctionId) => FunctionFlow, kept: KeptDependencies | undefined): LockGraph {
  const graph = new Map<LockClass, Map<LockClass, Dependency[]>>();
  for (const { id } of program.table.functions) dependenciesOf(id).forEach(add);
  return graph;

  function add(dependency: Dependency): void {
    let targets = graph.get(dependency.from);
    if (!targets) graph.set(dependency.from, (targets = new Map()));
    const proofs = targets.get(dependency.to);
    if (!proofs) targets.set(dependency.to, [dependency]);
    else if (!proofs.some((p) => p.function === dependency.function && p.lastReference <= dependency.lastReference)) {
      const lesser = dependency.lastReference ? -1 : proofs.findIndex((p) => p.lastReference);
      if (lesser >= 0) proofs[lesser] = dependency;
      else if (proofs.length < MAX_PROOFS || (proofs.length < MAX_FOLDERS && isOfOther(proofs, dependency))) proofs.push(dependency);
    }
  }

  function isOfOther(proofs: readonly Dependency[], { function: id }: Dependency): boolean {
    const folder = folderOf(program.table.functions[id].file.path);
    return proofs.every((p) => folderOf(program.table.functions[p.function].file.path) !== folder);
  }

  function dependenciesOf(id: FunctionId): readonly Dependency[] {
    const flow = flows(id);
    if (flow.guardedCalls.length === 0 && flow.acquisitions.length === 0) return none;
    if (kept?.[id]?.flow === flow) return kept[id].list;
    const list = dependenciesIn(program, id, flows);
    if (kept) kept[id] = { flow, list };
    return list;
  }
}

const none: readonly Dependency[] = [];

function dependenciesIn(program: Program, id: FunctionId, flows: (id: FunctionId) => FunctionFlow): Dependency[] {
  const found: Dependency[] = [];
  const flow = flows(id);
  const done = new Set<string>();
  for (const event of flow.acquisitions) if (event.state.held.length) connect(event.state, { ...event, lastReference: event.state.lastReference }, []);
  for (const event of flow.guardedCalls) {
    if (event.state.held.length === 0 || event.callees.length === 0 || (event.indirect && event.callees.length > 3)) continue;
    for (const callee of event.callees) {
      const key = `${callee}|${event.state.held.map((h) => h.lock.key).join()}`;
      if (flows(callee).reachedAcquisitions.length === 0 || done.has(key)) continue;
      done.add(key);
      for (const { reached, lock, chain, dropped } of applyConditions(program, id, event, callee, flows(callee))) connect(event.state, { ...reached, lock, chain, lastReference: reached.lastReference || event.state.lastReference }, dropped);
    }
  }
  program.viewOf(id).forget();
  return found;

  function connect(state: State, a: Pick<ReachedAcquisition, 'lock' | 'row' | 'chain' | 'subclass' | 'lastReference'>, dropped: readonly string[]): void {
    const to = a.lock.class;
    // Where it is held already, the two have an order: to take it again is another mistake.
    if (!to || neverWaits(a.row) || state.held.some((h) => h.lock.class === to && h.lock.key === a.lock.key)) return;
    for (const held of state.held) {
      const from = held.lock.class;
      if (!from || from === to || held.kind === 'rcu' || dropped.includes(held.lock.key) || dropped.includes(`#${from.key}`) || (held.kind === 'other' && a.row.kind === 'other')) continue;
      found.push({ from, to, function: id, held, chain: a.chain, mode: a.row.mode, subclass: a.subclass, kind: a.row.kind, api: a.row.api, text: a.lock.text, state, lastReference: a.lastReference });
    }
  }
}
