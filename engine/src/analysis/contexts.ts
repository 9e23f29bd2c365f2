/**
 * In which contexts each function can run: from entry points down the call events, breadth first, so the first proof is a shortest one.
 *
 * Well-proved entry points go first; what only tentative ones reach is marked tentative. A state is dropped when a known one is at
 * least as bad: the same context and masks with no more sources held off.
 */

import type { Context, EntryContext } from '../knowledge/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { EntryPoint, FunctionId } from '../program/types.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Effects } from './effects.ts';
import { knownValue } from './interpret.ts';
import { allSources, canEnter, contradicts, entryState, Irq, sourceBit, type State } from './state.ts';
import type { CallEvent, FunctionFlow } from './summary.ts';

export type Switch = 'on' | 'off' | 'unknown';

/** One way in which a function runs, with the node it was called from. */
export interface ContextNode {
  readonly function: FunctionId;
  readonly context: Context;
  readonly irqs: Switch;
  readonly bh: Switch;
  readonly atomic: boolean | 'unknown';
  readonly quiesced: number;
  readonly tentative: boolean;
  readonly entry: EntryPoint;
  /** Parameters that this call gave constants: `P1` → `F`. */
  readonly constants: ReadonlyMap<string, string>;
  readonly caller?: ContextNode;
  /** Call operation in the caller; `ATTACHED`: a program that is attached to the caller. */
  readonly operation: number;
  readonly depth: number;
}

export interface Contexts {
  of(id: FunctionId): readonly ContextNode[];
  readonly functionsWithContext: number;
}

/** No call in the caller: the kernel runs a BPF program where the caller begins or ends. */
export const ATTACHED = -1;

const MAX_DEPTH = 24;
/** Beyond this many calls the path is so rarely real that it only makes a hint. */
const MAX_SURE_DEPTH = 6;
const MAX_INDIRECT = 12;
const MAX_NODES = 8;

/** What is worked out from a summary, by function; it holds as long as the summary is the same object. */
export interface KeptEdges {
  readonly tests: Kept<ReadonlySet<string>>[];
  readonly edges: Kept<readonly Edges[]>[];
}

interface Kept<T> {
  readonly flow: FunctionFlow;
  readonly value: T;
}

export interface ContextSources {
  readonly program: Program;
  readonly effects: Effects;
  readonly flows: (id: FunctionId) => FunctionFlow;
  /** From the last time, or empty. */
  readonly kept: KeptEdges;
  readonly checkpoint: Checkpoint;
}

export function propagateContexts({ program, effects, flows, kept: { tests, edges }, checkpoint }: ContextSources): Contexts {
  const nodes: ContextNode[][] = [];
  let reached = 0;
  const own = program.entryPoints.filter((entry) => !entry.fallback);
  const fallbacks = program.entryPoints.filter((entry) => entry.fallback);
  spread(own.filter((entry) => !entry.tentative).flatMap(entryNodes));
  spread(own.filter((entry) => entry.tentative).flatMap(entryNodes));
  spread(fallbacks.filter((entry) => !nodes[entry.function]?.length).flatMap(entryNodes));
  spread(sleepers());
  return { of: (id) => nodes[id] ?? [], functionsWithContext: reached };

  /** A function that nothing is known to call, and that sleeps on its way to something that matters, runs in process context. */
  function sleepers(): ContextNode[] {
    const found: ContextNode[] = [];
    for (const { id } of program.table.functions) {
      if (nodes[id]?.length) continue;
      const flow = flows(id);
      if (!flow.sleptBeforeCall && !flow.acquisitions.some((a) => a.state.slept) && !flow.calls.some((c) => c.state.slept && c.callees.length > 0)) continue;
      const context = { context: 'process', irqs: 'on', bh: 'on', atomic: false, source: 'none' } as const;
      found.push(...entryNodes({ function: id, context, row: undefined, via: 'a call in it that sleeps', registrar: id, operation: -1, tentative: true, object: '', objectName: '' }));
    }
    return found;
  }

  function spread(queue: ContextNode[]): void {
    queue = queue.filter(add);
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i];
      checkpoint('contexts', reached / program.table.functions.length);
      if (node.depth >= MAX_DEPTH) continue;
      for (const attached of program.bpf.attachedTo(node.function)) {
        const next: ContextNode = { ...node, function: attached.function, atomic: attached.match?.row.sleepable ? node.atomic : true, constants: none, caller: node, operation: ATTACHED, depth: node.depth + 1 };
        if (add(next)) queue.push(next);
      }
      const view = program.viewOf(node.function);
      for (const { state: at, calls } of edgesOf(node.function)) {
        const state = enter(node, at);
        if (!state) continue;
        for (const { event, callee, isRepeated } of calls) {
          const tested = testedParameters(callee);
          if (isRepeated && tested.size === 0) continue;
          const constants = tested.size ? constantArguments(view, event.call, node, tested) : none;
          const tentative = node.tentative || node.depth >= MAX_SURE_DEPTH || (event.indirect && event.callees.length > 4);
          const next: ContextNode = {
            function: callee, context: state.context, irqs: state.irqs, bh: state.bh, atomic: state.atomic, quiesced: state.quiesced, tentative, entry: node.entry, constants, caller: node, operation: event.operation, depth: node.depth + 1,
          };
          if (add(next)) queue.push(next);
        }
      }
    }
  }

  /** Calls grouped by the state in which they are made. */
  function edgesOf(id: FunctionId): readonly Edges[] {
    const flow = flows(id);
    if (edges[id]?.flow !== flow) edges[id] = { flow, value: edgesIn(program, effects, id, flow) };
    return edges[id].value;
  }

  /** Parameters on whose truth some call or acquisition in a function depends. */
  function testedParameters(id: FunctionId): ReadonlySet<string> {
    const flow = flows(id);
    if (tests[id]?.flow !== flow) tests[id] = { flow, value: parametersTestedIn(flow) };
    return tests[id].value;
  }

  function add(node: ContextNode): boolean {
    const known = (nodes[node.function] ??= []);
    if (known.length === 0) reached++;
    if (known.length >= MAX_NODES || known.some((other) => dominates(other, node))) return false;
    known.push(node);
    return true;
  }
}

/** Masks that a wrapper's wrapper left behind prove nothing: see `State.levels`. */
const MAX_TRUSTED_LEVELS = 2;

interface Edges {
  readonly state: State;
  readonly calls: Edge[];
}

interface Edge {
  readonly event: CallEvent;
  readonly callee: FunctionId;
  /** Another call of the callee in this state comes before: it matters only where its arguments do. */
  readonly isRepeated: boolean;
}

function edgesIn(program: Program, effects: Effects, id: FunctionId, flow: FunctionFlow): readonly Edges[] {
  if (flow.calls.length === 0) return noEdges;
  const view = program.viewOf(id);
  const groups = new Map<State, Edges>();
  for (const event of flow.calls) {
    if (event.callees.length === 0 || (event.indirect && (event.callees.length > MAX_INDIRECT || effects.hasOwnContext(view, event.call)))) continue;
    let group = groups.get(event.state);
    if (!group) groups.set(event.state, (group = { state: event.state, calls: [] }));
    for (const callee of event.callees) group.calls.push({ event, callee, isRepeated: group.calls.some((c) => c.callee === callee) });
  }
  return groups.size ? [...groups.values()] : noEdges;
}

const noEdges: readonly Edges[] = [];

function parametersTestedIn(flow: FunctionFlow): ReadonlySet<string> {
  let found: Set<string> | undefined;
  for (const { state } of [...flow.calls, ...flow.acquisitions])
    if (state.assumed.size) for (const key of state.assumed.keys()) if (/^P\d+$/.test(key)) (found ??= new Set()).add(key);
  return found ?? noNames;
}

function dominates(known: ContextNode, node: ContextNode): boolean {
  return known.context === node.context && known.irqs === node.irqs && known.bh === node.bh && known.atomic === node.atomic && (known.quiesced & ~node.quiesced) === 0 && (known.constants.size === 0 || [...known.constants].every(([name, value]) => node.constants.get(name) === value)) && sourceOf(known) === sourceOf(node);
}

/** Which source an interrupt side comes from matters: each can be held off apart. */
function sourceOf(node: ContextNode): string {
  return node.context === 'process' ? '' : node.entry.context.source;
}

function entryNodes(entry: EntryPoint): ContextNode[] {
  const { context, irqs, bh, atomic } = entry.context;
  return [{ function: entry.function, context, irqs, bh, atomic, quiesced: heldOff(entry.context), tentative: entry.tentative, entry, constants: none, operation: -1, depth: 0 }];
}

/** While a device is being set up nothing of it can interrupt yet; what the code registers or arms takes effect from there on. */
function heldOff(context: EntryContext): number {
  if (context.setUp) return allSources;
  return (context.heldOff ?? []).reduce((mask, source) => mask | sourceBit(source), 0);
}

const none: ReadonlyMap<string, string> = new Map();
const noNames: ReadonlySet<string> = new Set();

function constantArguments(view: FunctionView, call: number, node: ContextNode, tested: ReadonlySet<string>): ReadonlyMap<string, string> {
  let constants: Map<string, string> | undefined;
  for (let i = 0; i < view.argumentCount(call); i++) {
    if (!tested.has(`P${i}`)) continue;
    const argument = view.argument(call, i)!;
    const value = knownValue(view, entryState, argument) ?? (node.constants.size ? node.constants.get(view.key(argument)) : undefined);
    if (value !== undefined) (constants ??= new Map()).set(`P${i}`, value);
  }
  return constants ?? none;
}

type Entered = Pick<ContextNode, 'context' | 'irqs' | 'bh' | 'atomic' | 'quiesced'> & { readonly constants?: ReadonlyMap<string, string> };

/** The absolute state at a point whose state relative to its function is `state`; undefined when that path cannot run in this context. */
export function enter(node: Entered, state: State): Entered | undefined {
  if (!canEnter(state.contexts, node.context, node.irqs)) return undefined;
  if (node.constants?.size && state.assumed.size) for (const [name, value] of node.constants) if (contradicts(value, state.assumed.get(name) ?? value)) return undefined;
  if (state.slept && (node.context !== 'process' || node.irqs === 'off' || node.bh === 'off' || node.atomic === true)) return undefined;
  const isTrusted = state.levels <= MAX_TRUSTED_LEVELS;
  const irqs = state.irq === Irq.Entry ? node.irqs : state.irq === Irq.On ? 'on' : state.irq === Irq.Off && isTrusted ? 'off' : 'unknown';
  const bh = state.bh > 0 ? 'off' : state.bh < 0 ? 'unknown' : node.bh;
  const ownAtomic = state.held.some((h) => h.kind !== 'mutex' && h.kind !== 'rwsem' && h.kind !== 'semaphore' && h.kind !== 'srcu' && h.kind !== 'other' && h.kind !== 'rt_mutex' && h.kind !== 'socket') || state.bh > 0 || state.preempt > 0 || state.irq === Irq.Off;
  const atomic = ownAtomic || (state.dropped.length ? 'unknown' : node.atomic);
  return { context: node.context, irqs, bh, atomic, quiesced: (node.quiesced & ~state.armed) | state.quiesced };
}

export function eventsOf(flow: FunctionFlow): readonly CallEvent[] {
  return flow.calls;
}
