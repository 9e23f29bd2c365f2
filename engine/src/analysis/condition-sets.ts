/** Conditions on parameters under which one function does something, from what its paths assume and what its callees' conditions are. */

import type { ExpressionId } from '../facts/types.ts';
import { concernsCallers, type FunctionView } from '../program/function-view.ts';
import { mapConditions } from './apply-exit.ts';
import type { Assumptions } from './assumptions.ts';
import { Conditions, plainParameter, type Entry } from './conditions.ts';
import type { State } from './state.ts';

/** A callee's conditions, and those of the path, in this function's terms; undefined if they cannot all hold. */
export type LiftConditions = (conditions: Conditions) => Conditions | undefined;

/** Of its sets two are equal only if they are the same object. */
export interface ConditionSets {
  /** What a path assumes that callers may decide. */
  of(state: State): Conditions;
  /** For one call in one state. */
  through(call: ExpressionId, args: readonly string[], state: State): LiftConditions;
}

const MAX_CONDITIONS = 4;

/** Functions that have to do with each other ask the same: what was asked last, by any of them. */
const recent = new Map<string, Conditions>();
const MAX_RECENT = 1 << 16;

function shared(text: string, entries: readonly Entry[]): Conditions {
  let known = recent.get(text);
  if (known) return known;
  if (recent.size >= MAX_RECENT) recent.clear();
  recent.set(text, (known = Conditions.of(entries)));
  return known;
}

export function createConditionSets(view: FunctionView): ConditionSets {
  const byText = new Map<string, Conditions>();
  const byAssumptions = new Map<Assumptions, Conditions>();

  function once(entries: readonly Entry[]): Conditions {
    if (entries.length === 0) return Conditions.none;
    let text = '';
    for (const [key, value] of entries) text += `${key},${value},`;
    let known = byText.get(text);
    if (!known) byText.set(text, (known = shared(text, entries)));
    return known;
  }

  function of({ assumed }: State): Conditions {
    if (assumed.size === 0) return Conditions.none;
    let known = byAssumptions.get(assumed);
    if (!known) {
      byAssumptions.set(assumed, (known = once(mostDecidable(assumed.filter(isForCallers)))));
    }
    return known;
  }

  return {
    of,
    through(call, args, state) {
      const own = of(state);
      let asked: Conditions[] | undefined;
      let answers: (Conditions | undefined)[] | undefined;
      return (conditions) => {
        if (conditions.size === 0) return own;
        const known = asked ? asked.indexOf(conditions) : -1;
        if (known >= 0) return answers![known];
        const mapped = mapConditions(view, call, args, conditions, state);
        const lifted = !mapped || mapped.length === 0 ? mapped && own : once(both(mapped, own));
        (asked ??= []).push(conditions);
        (answers ??= []).push(lifted);
        return lifted;
      };
    },
  };
}

function isForCallers(key: string): boolean {
  return concernsCallers(key) && !/\b[CVE]\d/.test(key);
}

/** What the path itself assumes goes before what a callee asks of the same thing. */
function both(mapped: readonly Entry[], own: Conditions): readonly Entry[] {
  if (own.size === 0) return mostDecidable(mapped);
  const all: Entry[] = [];
  for (const entry of mapped) {
    const value = own.get(entry[0]);
    all.push(value === undefined || value === entry[1] ? entry : [entry[0], value]);
  }
  for (let i = 0; i < own.size; i++) if (!hasKey(mapped, own.key(i))) all.push([own.key(i), own.value(i)]);
  return mostDecidable(all);
}

function hasKey(entries: readonly Entry[], key: string): boolean {
  for (const entry of entries) if (entry[0] === key) return true;
  return false;
}

const isFlag = /^\(P\d+&\(?[A-Za-z][\w|]*\)?\)$/;

function isDecidable([key]: Entry): boolean {
  return plainParameter(key) >= 0 || (key.startsWith('(P') && isFlag.test(key));
}

/** Callers give constants for parameters themselves, flags among them, more often than they know anything of what these point to. */
function mostDecidable(entries: readonly Entry[]): readonly Entry[] {
  if (entries.length < 2) return entries;
  const decidable = entries.filter(isDecidable);
  const sorted = decidable.length > 0 && decidable.length < entries.length ? [...decidable, ...entries.filter((entry) => !isDecidable(entry))] : entries;
  return sorted.length > MAX_CONDITIONS ? sorted.slice(0, MAX_CONDITIONS) : sorted;
}
