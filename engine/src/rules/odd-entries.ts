/** Code that many drivers call, entered by one of them as by hardly any other: what is wrong is that driver's call, not the code they share. */

import { enter, type ContextNode } from '../analysis/contexts.ts';
import type { State } from '../analysis/state.ts';
import type { Analysis } from '../analysis/types.ts';
import { driverFolder } from '../knowledge/source-layout.ts';
import type { FunctionId } from '../program/types.ts';
import { homeOf } from './strangers.ts';

/** Drivers that call the same function otherwise, and whose contexts are known, for theirs to be the rule. */
const MANY = 3;

interface DriverCall {
  readonly caller: FunctionId;
  readonly folder: string;
  readonly state: State;
}

/** By callee outside of the caller's folder. */
type DriverCalls = ReadonlyMap<FunctionId, readonly DriverCall[]>;

const calls = new WeakMap<Analysis, DriverCalls>();

/** A function that code outside of its folder enters from a driver; `caller` and `operation` say where. */
export interface DriverEntry extends ContextNode {
  readonly caller: ContextNode;
}

/** Of other drivers: how many enter the function in that context with those masks, and how many do not. */
type Oddness = (alike: number, otherwise: number) => boolean;
export const alone: Oddness = (alike) => alike === 0;
export const oneOfFew: Oddness = (alike, otherwise) => alike < otherwise;

/** On the way that ends in `node`, the last step out of a driver, if most others take it in another context or with other masks. */
export function oddEntry(analysis: Analysis, node: ContextNode, isOdd: Oddness): DriverEntry | undefined {
  const entry = lastDriverEntry(analysis, node);
  if (!entry) return undefined;
  const own = homeOf(analysis, entry.caller.function);
  const alike = new Set<string>();
  const all = new Set<string>();
  for (const { caller, folder, state } of driverCalls(analysis).get(entry.function) ?? []) {
    if (folder === own) continue;
    for (const from of analysis.contexts.of(caller)) {
      const entered = enter(from, state);
      if (!entered) continue;
      all.add(folder);
      if (entered.context === entry.context && entered.irqs === entry.irqs && entered.bh === entry.bh) alike.add(folder);
    }
  }
  const otherwise = all.size - alike.size;
  return otherwise >= MANY && isOdd(alike.size, otherwise) ? entry : undefined;
}

function lastDriverEntry(analysis: Analysis, node: ContextNode): DriverEntry | undefined {
  for (let at = node; at.caller; at = at.caller) {
    const from = homeOf(analysis, at.caller.function);
    if (driverFolder.test(from) && from !== homeOf(analysis, at.function)) return { ...at, caller: at.caller };
  }
  return undefined;
}

function driverCalls(analysis: Analysis): DriverCalls {
  let known = calls.get(analysis);
  if (!known) calls.set(analysis, (known = collectCalls(analysis)));
  return known;
}

function collectCalls(analysis: Analysis): DriverCalls {
  const found = new Map<FunctionId, DriverCall[]>();
  for (const { id } of analysis.program.table.functions) {
    const folder = homeOf(analysis, id);
    if (!driverFolder.test(folder)) continue;
    for (const { callees, indirect, state } of analysis.flowOf(id).calls) {
      if (indirect) continue;
      for (const callee of callees) {
        if (homeOf(analysis, callee) === folder) continue;
        const list = found.get(callee);
        if (list) list.push({ caller: id, folder, state });
        else found.set(callee, [{ caller: id, folder, state }]);
      }
    }
  }
  return found;
}
