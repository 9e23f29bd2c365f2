/**
 * In which contexts each function can run: from entry points down the call events, breadth first, so the first proof is a shortest one.
 *
 * Well-proved entry points go first; what only tentative ones reach is marked tentative. A state is dropped when a known one is at
 * least as bad: the same context and masks with no more sources held off.
 */

import type { Context, EntryContext } from '../knowledge/types.ts';
import { substituteKey, type FunctionView } from '../program/function-view.ts';
import { driverFolder } from '../knowledge/source-layout.ts';
import type { Program } from '../program/link.ts';
import type { EntryPoint, FunctionId } from '../program/types.ts';
import type { Checkpoint } from './checkpoint.ts';
import { idOf } from './call-order.ts';
import { createEdgeTable, type KeptEdges } from './context-edges.ts';
import { regionOf, type LastContexts } from './context-region.ts';
import type { Effects } from './effects.ts';
import { bitTest } from './apply-exit.ts';
import { givenValue, SAME_AS } from './branches.ts';
import { Conditions, plainParameter, type Entry } from './conditions.ts';
import { allSources, canEnter, Irq, sourceBit, spins, type State } from './state.ts';
import { contradicts } from './values.ts';
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
  /** What is known of parameters and of what they point to, by key: `P1` → `F`. */
  readonly constants: Conditions;
  readonly caller?: ContextNode;
  /** Call operation in the caller; `ATTACHED`: a program that is attached to the caller. */
  readonly operation: number;
  readonly depth: number;
  /** Number of the call among the caller's; undefined without one. */
  readonly edge?: number;
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
const MAX_NODES = 24;
/** As many in one context are told apart by what their callers know. */
const MAX_KNOWING_NODES = 8;

/** What the next analysis starts from: see `context-region.ts`. */
export interface KeptContexts extends KeptEdges {
  last?: LastContexts;
}

export interface ContextSources {
  readonly program: Program;
  readonly effects: Effects;
  readonly flows: (id: FunctionId) => FunctionFlow;
  /** From the last time, if it is kept. */
  readonly kept: KeptContexts | undefined;
  readonly checkpoint: Checkpoint;
}

export function propagateContexts({ program, effects, flows, kept, checkpoint }: ContextSources): Contexts {
  const table = createEdgeTable(program, effects, flows, kept ?? { tests: [], edges: [] });
  const last = kept?.last;
  const region = last && regionOf({ program, flows, table, last, edges: kept.edges });
  if (last && region?.size === 0) {
    kept.last = { ...last, entryPoints: program.entryPoints };
    return contextsIn(program, last.nodes);
  }
  const nodes: ContextNode[][] = region ? last.nodes : [];
  const children = region ? last.children : new Map<ContextNode, readonly ContextNode[]>();
  const former = new Map(region ? last.roots.flat().map((node) => [node.entry.operation === NO_ENTRY ? node.function : node.entry, node]) : []);
  const roots: ContextNode[][] = [];
  const leading = new Map<FunctionId, boolean>();
  let done = 0;
  if (kept) kept.last = undefined;
  for (const id of region ?? []) {
    for (const node of nodes[id] ?? []) children.delete(node);
    nodes[id] = [];
  }

  const own = program.entryPoints.filter((entry) => !entry.fallback);
  const fallbacks = program.entryPoints.filter((entry) => entry.fallback);
  spread(own.filter((entry) => !entry.tentative).flatMap(entryRoots));
  spread(own.filter((entry) => entry.tentative).flatMap(entryRoots));
  spread(fallbacks.flatMap((entry) => (isNew(entry.function) && nodes[entry.function]?.length ? [] : entryRoots(entry))));
  spread(sleepers());
  if (kept) kept.last = { nodes, children, roots, entryPoints: program.entryPoints, hasAttached: program.bpf.attachments.functions.size > 0, ...whatOf(program.table.functions.length) };
  return contextsIn(program, kept ? nodes : nodes.map((list) => list.slice()));

  function whatOf(length: number): Pick<LastContexts, 'flows' | 'tested'> {
    return { flows: Array.from({ length }, (_, id) => flows(id)), tested: Array.from({ length }, (_, id) => table.testedKeys(id)) };
  }

  function isNew(id: FunctionId): boolean {
    return !region || region.has(id);
  }

  function entryRoots(entry: EntryPoint): ContextNode[] {
    if (isNew(entry.function)) return entryNodes(entry, flows);
    const root = former.get(entry);
    return root ? [root] : [];
  }

  /** A function that nothing is known to call, and that sleeps on its way to something that matters, runs in process context. */
  function sleepers(): ContextNode[] {
    const found: ContextNode[] = [];
    for (const { id } of program.table.functions) {
      const root = former.get(id);
      if (!isNew(id)) {
        if (root) found.push(root);
        continue;
      }
      if (nodes[id]?.length) continue;
      const flow = flows(id);
      if (!flow.sleptBeforeCall && !flow.acquisitions.some((a) => a.state.slept) && !flow.calls.some((c) => c.state.slept && c.callees.length > 0)) continue;
      const context = { context: 'process', irqs: 'on', bh: 'on', atomic: false, source: 'none' } as const;
      found.push(...entryNodes({ function: id, context, row: undefined, via: 'a call in it that sleeps', registrar: id, operation: NO_ENTRY, tentative: true, object: '', objectName: '', objectText: '' }, flows));
    }
    return found;
  }

  function spread(queue: ContextNode[]): void {
    queue = queue.filter((node) => !isNew(node.function) || add(node));
    roots.push([...queue]);
    for (let i = 0; i < queue.length; i++) {
      checkpoint('contexts', Math.min(1, done++ / program.table.functions.length));
      const reached = isNew(queue[i].function) ? expand(queue[i]) : expandKept(queue[i]);
      for (const node of reached) queue.push(node);
      if (kept && reached.length) children.set(queue[i], reached);
      else children.delete(queue[i]);
    }
  }

  /** What is reached from a function that is entered as the last time: only where calls lead into the region something can be different. */
  function expandKept(node: ContextNode): readonly ContextNode[] {
    const known = children.get(node) ?? [];
    return leadsIntoRegion(node.function) ? expand(node, known) : known;
  }

  /** Several functions can be called, and which of them is called in this context is known to code that was not asked. */
  function isAnotherMeant(node: ContextNode, event: CallEvent, callee: FunctionId): boolean {
    return event.callees.length > 4 || node.context !== 'process' || isForeign(node, callee);
  }

  /** A device's handler is led into another driver, by a pointer that several drivers fill: which of them is meant is not known. */
  function isForeign(node: ContextNode, callee: FunctionId): boolean {
    const from = driverOf(program.table.functions[node.entry.function].file.path);
    const to = driverOf(program.table.functions[callee].file.path);
    return from !== '' && to !== '' && from !== to;
  }

  function leadsIntoRegion(id: FunctionId): boolean {
    let leads = leading.get(id);
    if (leads === undefined) leading.set(id, (leads = table.edgesOf(id).some(({ callees }) => callees.some((callee) => region!.has(idOf(callee))))));
    return leads;
  }

  /** `known`: what was reached outside of the region the last time, in the order of edges. */
  function expand(node: ContextNode, known?: readonly ContextNode[]): readonly ContextNode[] {
    if (node.depth >= MAX_DEPTH) return [];
    const reached: ContextNode[] = [];
    for (const attached of program.bpf.attachedTo(node.function)) {
      const next: ContextNode = { ...node, function: attached.function, atomic: attached.match?.row.sleepable ? node.atomic : true, constants: Conditions.none, caller: node, operation: ATTACHED, depth: node.depth + 1 };
      if (add(next)) reached.push(next);
    }
    const view = program.viewOf(node.function);
    let edge = 0;
    let unmet = 0;
    for (const { state: at, events, callees } of table.edgesOf(node.function)) {
      const state = enter(node, at);
      for (let i = 0; i < callees.length; i++) {
        edge++;
        if (!state) continue;
        const event = events[i];
        const callee = idOf(callees[i]);
        if (known && !region!.has(callee)) {
          while (unmet < known.length && (region!.has(known[unmet].function) || known[unmet].edge! < edge)) unmet++;
          if (known[unmet]?.edge === edge) reached.push(known[unmet++]);
          continue;
        }
        const tested = table.testedKeys(callee);
        if (callees[i] < 0 && tested.length === 0) continue;
        const constants = tested.length && mayKnow(callee, state.context) ? constantsGiven(view, event, node, tested) : Conditions.none;
        if (isCovered(callee, state, constants, node.entry)) continue;
        const tentative = node.tentative || node.depth >= MAX_SURE_DEPTH || at.lastReference || (event.indirect && event.callees.length > 1 && isAnotherMeant(node, event, callee));
        const next: ContextNode = {
          function: callee, context: state.context, irqs: state.irqs, bh: state.bh, atomic: state.atomic, quiesced: state.quiesced, tentative, entry: node.entry, constants, caller: node, operation: event.operation, edge, depth: node.depth + 1,
        };
        put(next);
        reached.push(next);
      }
    }
    // It is long until the function comes up again: what lives till then costs more than making it anew.
    view.forget();
    return reached;
  }

  function add(node: ContextNode): boolean {
    if (isCovered(node.function, node, node.constants, node.entry)) return false;
    put(node);
    return true;
  }

  function put(node: ContextNode): void {
    (nodes[node.function] ??= []).push(node);
  }

  /** Nothing new is learned of a function that is entered like this, or there is no room for it. Most ways lead to where others were: it is asked before a node is made. */
  function isCovered(id: FunctionId, state: Entered, constants: Conditions, entry: EntryPoint): boolean {
    const known = nodes[id];
    return known !== undefined && (known.length >= MAX_NODES || known.some((other) => dominates(other, state, constants, entry)));
  }

  /** Where many callers know many things, what they know is left out, so that none of them is. */
  function mayKnow(id: FunctionId, context: Context): boolean {
    return countIn(context, nodes[id]) < MAX_KNOWING_NODES;
  }
}

function countIn(context: Context, nodes: readonly ContextNode[] = []): number {
  let count = 0;
  for (const node of nodes) if (node.context === context) count++;
  return count;
}

/** Apart from the search: what was needed for it can go. */
function contextsIn({ table }: Program, nodes: readonly (readonly ContextNode[])[]): Contexts {
  return { of: (id) => nodes[id] ?? [], functionsWithContext: nodes.reduce((n, list, id) => n + (list.length && table.functions[id].facts.form !== 'macro' ? 1 : 0), 0) };
}

/** Operation of what stands in for an entry point where none is known. */
const NO_ENTRY = -2;

/** Masks that a wrapper's wrapper left behind prove nothing: see `State.levels`. */
const MAX_TRUSTED_LEVELS = 2;

function dominates(known: ContextNode, state: Entered, constants: Conditions, entry: EntryPoint): boolean {
  return known.context === state.context && known.irqs === state.irqs && known.bh === state.bh && known.atomic === state.atomic && (known.quiesced & ~state.quiesced) === 0 && !known.constants.some((name, value) => constants.get(name) !== value) && isFrom(known.entry, entry, state);
}

/** Which source an interrupt side comes from matters: each can be held off apart. */
function isFrom(known: EntryPoint, entry: EntryPoint, { context }: Entered): boolean {
  return context === 'process' || known.context.source === entry.context.source;
}

function entryNodes(entry: EntryPoint, flows: (id: FunctionId) => FunctionFlow): ContextNode[] {
  const { context } = entry.context;
  const { irqs, bh, atomic } = maskedBefore(entry, flows);
  return [{ function: entry.function, context, irqs, bh, atomic, quiesced: heldOff(entry.context, flows(entry.function)), tentative: entry.tentative, entry, constants: Conditions.none, operation: -1, depth: 0 }];
}

/** With what was masked by the function that was called before, on all its ways but those on which it found nothing. */
function maskedBefore({ after, context }: EntryPoint, flows: (id: FunctionId) => FunctionFlow): Pick<EntryContext, 'irqs' | 'bh' | 'atomic'> {
  const exits = (after ?? []).flatMap((id) => flows(id).exits.filter(({ value }) => value !== 'F'));
  if (exits.length === 0) return context;
  const isMasked = exits.every((e) => e.irq === Irq.Off);
  const isBhOff = exits.every((e) => e.bh > 0);
  const isAtomic = isMasked || isBhOff || exits.every((e) => e.held.some(({ kind }) => spins(kind)));
  return { irqs: isMasked ? 'off' : context.irqs, bh: isBhOff || isMasked ? 'off' : context.bh, atomic: isAtomic || context.atomic };
}

/** While a device is being set up nothing of it can interrupt yet; what the code registers or arms takes effect from there on. */
function heldOff(context: EntryContext, { exits }: FunctionFlow): number {
  if (context.setUp) return allSources;
  const loosened = context.opens ? exits.reduce((bits, exit) => bits | exit.armed, 0) : 0;
  return (context.heldOff ?? []).reduce((mask, source) => mask | sourceBit(source), loosened);
}

/** What the caller knows of what the callee tests: constants that it gives, and what it found out or was told itself. */
function constantsGiven(view: FunctionView, { call, state }: CallEvent, node: ContextNode, tested: readonly string[]): Conditions {
  const args = view.argumentKeys(call);
  let constants: Entry[] | undefined;
  for (const key of tested) {
    const parameter = plainParameter(key);
    const value = parameter >= 0 ? argumentValue(view, call, parameter, node, state) : (bitTest(view, call, args, key, state) ?? valueOf(substituteKey(key, args), node, state));
    if (value !== undefined) (constants ??= []).push([key, value]);
  }
  return constants ? Conditions.of(constants) : Conditions.none;
}

function argumentValue(view: FunctionView, call: number, index: number, node: ContextNode, state: State): string | undefined {
  const argument = view.argument(call, index);
  if (argument === undefined) return undefined;
  const value = givenValue(view, state, argument);
  if (value?.startsWith(SAME_AS)) return valueOf(value.slice(SAME_AS.length), node, state);
  return isExact(value) ? value : (valueOf(view.key(argument), node, state) ?? value);
}

/** What a caller gave says more than a branch that found out what it is not. */
function valueOf(key: string | undefined, node: ContextNode, state: State): string | undefined {
  if (key === undefined) return undefined;
  const value = state.assumed.known(key);
  if (value?.startsWith(SAME_AS)) return valueOf(value.slice(SAME_AS.length), node, state);
  const given = isExact(value) || state.assumed.isPut(key) ? undefined : node.constants.get(key);
  return isExact(given) ? given : (value ?? given);
}

function isExact(value: string | undefined): boolean {
  return value !== undefined && (value[0] === '=' || value === 'F');
}

type Entered = Pick<ContextNode, 'context' | 'irqs' | 'bh' | 'atomic' | 'quiesced'> & { readonly constants?: Conditions };

/** The absolute state at a point whose state relative to its function is `state`; undefined when that path cannot run in this context. */
export function enter(node: Entered, state: State): Entered | undefined {
  if (!canEnter(state.contexts, node.context, node.irqs, node.bh)) return undefined;
  if (node.constants && state.assumed.size && node.constants.some((name, value) => contradicts(value, state.assumed.get(name) ?? value))) return undefined;
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

/** The part of a path that tells one driver from another: `drivers/net/tun.c`, `drivers/usb/host`; '' outside drivers. */
function driverOf(path: string): string {
  return driverFolder.test(path) ? path.split('/').slice(0, 3).join('/') : '';
}
