/** Devices of two buses: a library serves both, but no object of a device on one is of a device on the other. */

import type { ContextNode } from '../analysis/contexts.ts';
import type { Effects } from '../analysis/effects.ts';
import type { Analysis } from '../analysis/types.ts';
import { Op } from '../facts/types.ts';
import { deviceBuses } from '../knowledge/device-buses.ts';
import type { Program } from '../program/link.ts';
import type { EntryPoint, FunctionId } from '../program/types.ts';
import { rootOf, type Taker } from './strangers.ts';

/** On both sides the bus is known, and another one; and no driver of the one bus comes to where the other is. */
export function areOnOtherBuses(analysis: Analysis, a: Taker, b: Taker): boolean {
  const x = busesOf(analysis, rootOf(a));
  if (x.size === 0) return false;
  const y = busesOf(analysis, rootOf(b));
  return y.size > 0 && areApart(x, y) && areApart(reachedFrom(analysis).get(a.function) ?? noBuses, y) && areApart(x, isUrb(b) ? y : (reachedFrom(analysis).get(b.function) ?? noBuses));
}

function isUrb(taker: Taker): boolean {
  return rootOf(taker)?.entry.context.source === 'urb';
}

function areApart(x: ReadonlySet<string>, y: ReadonlySet<string>): boolean {
  return [...x].every((bus) => !y.has(bus));
}

/** By what enters it: the driver's own callback, a URB, or what is registered on the way from such a callback. */
function busesOf(analysis: Analysis, root: ContextNode | undefined): ReadonlySet<string> {
  if (!root) return noBuses;
  const own = busOf(root.entry);
  return own === undefined ? (reachedFrom(analysis).get(root.function) ?? noBuses) : new Set([own]);
}

/** By function: the buses whose drivers' callbacks lead to it, by calls or by registering what does. */
function reachedFrom(analysis: Analysis): ReadonlyMap<FunctionId, ReadonlySet<string>> {
  let reached = known.get(analysis);
  if (!reached) known.set(analysis, (reached = followCalls(analysis)));
  return reached;
}

const known = new WeakMap<Analysis, ReadonlyMap<FunctionId, ReadonlySet<string>>>();

function followCalls({ program, effects }: Analysis): ReadonlyMap<FunctionId, ReadonlySet<string>> {
  const reached = new Map<FunctionId, Set<string>>();
  const pending: (readonly [FunctionId, string])[] = [];
  const meet = (id: FunctionId, bus: string): void => {
    let buses = reached.get(id);
    if (!buses) reached.set(id, (buses = new Set()));
    if (buses.has(bus)) return;
    buses.add(bus);
    pending.push([id, bus]);
  };
  const registered = new Map<FunctionId, FunctionId[]>();
  for (const entry of program.entryPoints) {
    const bus = busOf(entry);
    if (bus !== undefined) meet(entry.function, bus);
    else if (entry.operation >= 0) registered.set(entry.registrar, [...(registered.get(entry.registrar) ?? []), entry.function]);
  }
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [id, bus] = next;
    for (const callee of surelyCalled(program, effects, id)) meet(callee, bus);
    for (const callback of registered.get(id) ?? []) meet(callback, bus);
  }
  return reached;
}

/** By name, or through a pointer that one function alone is put into. */
function surelyCalled(program: Program, effects: Effects, id: FunctionId): readonly FunctionId[] {
  const view = program.viewOf(id);
  const found = new Set<FunctionId>();
  for (let at = 0; at < view.facts.codeLength; at++) {
    if (view.op(at) !== Op.Call) continue;
    const { ids, indirect } = effects.calleesOf(view, view.first(at));
    if (!indirect || ids.length === 1) for (const callee of ids) found.add(callee);
  }
  view.forget();
  return [...found];
}

function busOf({ row, context }: EntryPoint): string | undefined {
  if (context.source === 'urb') return 'usb';
  return row && 'struct' in row ? deviceBuses.get(row.struct) : undefined;
}

const noBuses: ReadonlySet<string> = new Set();
