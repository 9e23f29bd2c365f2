/** Applies one way in which a callee returns to the state of its caller. */

import { Expr, type ExpressionId } from '../facts/types.ts';
import { isZeroConstant } from '../program/expressions.ts';
import { concernsCallers, substituteKey, type FunctionView } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId } from '../program/types.ts';
import { conditionOf, partsThatAre } from './branch-tests.ts';
import { asGiven, givenValue, knownValue, originalOf, SAME_AS, withAssumed } from './branches.ts';
import { areOpposite } from './call-targets.ts';
import { plainParameter, type Conditions, type Entry } from './conditions.ts';
import { isTakenForObject } from './dereferenced.ts';
import { changesNothing } from './plain-exits.ts';
import { composeContexts, composeIrq, Irq, isNamed, spins, type Dropped, type Held, type State } from './state.ts';
import { contradicts } from './values.ts';
import type { Exit } from './summary.ts';

/** Wrappers of wrappers are common, deeper ones are not: what seems to come from further down is a path that cannot be. */
const MAX_LEVELS = 3;
const MAX_HELD = 8;

/** Undefined when the caller's constants or assumptions exclude this exit. */
export function applyExit(program: Program, view: FunctionView, at: number, call: ExpressionId, callee: FunctionId, exit: Exit, state: State): State | undefined {
  const contexts = composeContexts(state, exit.contexts);
  if (contexts === 0) return undefined;
  const args = view.argumentKeys(call);
  const conditions = mapConditions(view, call, args, exit.conditions, state, hasName);
  if (!conditions) return undefined;
  let { assumed } = state;
  for (const [key, value] of conditions) if (!assumed.has(key)) assumed = assumed.with(key, value);
  if (exit.value) assumed = assumed.with(view.key(call), exit.value);
  const saysNothing = conditions.length === 0 && exit.value === '';
  // What was changed and put back near by still counts as near where the caller can tell that way from others.
  if (changesNothing(exit) && (saysNothing || exit.levels === 0 || exit.levels > MAX_LEVELS)) return contexts === state.contexts ? withAssumed(state, assumed) : state.with({ contexts, assumed });
  if (exit.levels > MAX_LEVELS) return applyReleases(program, view, at, call, callee, args, exit, state.with({ contexts, assumed }));
  let held = state.held;
  const dropped: Dropped[] = [...state.dropped];
  for (const d of exit.dropped) {
    const lock = asGiven(state, mapLock(program, view, call, args, d.lock));
    const index = findReleased(program, held, lock, callee);
    if (index === -1) dropped.push({ lock, effect: d.effect, operation: at, levels: d.levels + 1 });
    else held = held.filter((_, i) => i !== index);
  }
  const section = exit.endsRcu ? held.findLastIndex((h) => h.kind === 'rcu') : -1;
  if (section !== -1) held = held.filter((_, i) => i !== section);
  for (const h of exit.held) {
    const lock = asGiven(state, mapLock(program, view, call, args, h.lock));
    // Held already: this way out is for callers that do not hold it.
    if (h.kind !== 'rcu' && held.some((other) => other.lock.key === lock.key && other.kind === h.kind)) continue;
    const alias = h.returnedAs === undefined ? undefined : `*(${view.key(call)})${h.returnedAs}`;
    held = [...held, { ...h, lock, operation: at, irqBefore: composeIrq(state.irq, h.irqBefore), taker: callee, alias, returnedAs: undefined, isReleasedByKey: undefined }].slice(-MAX_HELD);
  }

  const saved = mapSaved(state, exit, args);
  const { irq, restored } = irqAfter(state, exit, args);
  return state.with({
    held, dropped: dropped.slice(-8), saved, assumed, contexts, irq, restored,
    bh: state.bh + exit.bh,
    preempt: state.preempt + exit.preempt,
    quiesced: (state.quiesced & ~exit.armed) | exit.quiesced,
    armed: (state.armed & ~exit.quiesced) | exit.armed,
    levels: exit.levels ? Math.max(state.levels, exit.levels + 1) : state.levels,
    slept: state.slept || (exit.slept && state.dropped.length === 0 && !state.held.some((h) => spins(h.kind))),
  });
}

/** Of an exit that changes something too far down to be believed: the locks that were released near by, for good. */
function applyReleases(program: Program, view: FunctionView, at: number, call: ExpressionId, callee: FunctionId, args: readonly string[], exit: Exit, state: State): State {
  for (const d of exit.dropped) {
    const isTakenAgain = exit.held.some((h) => h.taker === undefined && h.lock.key === d.lock.key);
    if (d.levels > MAX_LEVELS || isTakenAgain) continue;
    const lock = asGiven(state, mapLock(program, view, call, args, d.lock));
    const index = findReleased(program, state.held, lock, callee);
    if (index === -1) {
      state = state.with({ dropped: [...state.dropped, { lock, effect: d.effect, operation: at, levels: d.levels + 1 }].slice(-MAX_HELD) });
      continue;
    }
    const { irqBefore } = state.held[index];
    const irq = d.effect === 'irq-on' ? Irq.On : d.effect === 'irq-restore' ? irqBefore : state.irq;
    state = state.with({ irq, bh: d.effect === 'bh-on' ? state.bh - 1 : state.bh, held: state.held.filter((_, i) => i !== index) });
  }
  return state;
}

function irqAfter(state: State, exit: Exit, args: readonly string[]): Pick<State, 'irq' | 'restored'> {
  if (exit.irq === Irq.Unknown && exit.restored) {
    const key = substituteKey(exit.restored, args) ?? '';
    const before = state.saved.get(key) ?? state.saved.get(key.replace(/^&/, ''));
    return before === undefined ? { irq: Irq.Unknown, restored: key } : { irq: before, restored: '' };
  }
  return exit.irq === Irq.Entry ? { irq: state.irq, restored: state.restored } : { irq: exit.irq, restored: '' };
}

function mapSaved(state: State, exit: Exit, args: readonly string[]): ReadonlyMap<string, Irq> {
  if (exit.saved.size === 0) return state.saved;
  const saved = new Map(state.saved);
  for (const [key, irq] of exit.saved) {
    const mapped = substituteKey(key, args);
    if (mapped !== undefined) saved.set(mapped, composeIrq(state.irq, irq));
  }
  return saved;
}

/** Which of the locks held `callee` releases; -1 if none. */
function findReleased({ table: { functions } }: Program, held: readonly Held[], lock: LockReference, callee: FunctionId): number {
  const exact = held.findLastIndex((h) => isNamed(h, lock.key));
  if (exact !== -1) return exact;
  // Two callees that find a lock on their own, each in a variable of its own, name it alike, or are named as each other's reverse.
  const same = lock.class ? held.findLastIndex((h) => h.lock.class === lock.class) : held.findLastIndex((h) => h.taker !== undefined && !h.lock.class && isSameText(h.lock, lock));
  return same !== -1 ? same : held.findLastIndex((h) => h.taker !== undefined && isEitherUnknown(h.lock, lock) && areOpposite(functions[h.taker].name, functions[callee].name));
}

function isEitherUnknown(a: LockReference, b: LockReference): boolean {
  return !a.class || !b.class || a.class.generic || b.class.generic;
}

/** One element of an array may be named by different indices. */
export function isSameText(a: LockReference, b: LockReference): boolean {
  return a.text === b.text || withoutIndices(a.text) === withoutIndices(b.text);
}

function withoutIndices(text: string): string {
  return text.replace(/\[[^\]]*\]/g, '[]');
}

/** A callee's lock in the caller's terms: its key with the arguments put in, and the class anew where only the caller knows it. */
export function mapLock(program: Program, view: FunctionView, call: ExpressionId, args: readonly string[], lock: LockReference): LockReference {
  const key = substituteKey(lock.key, args) ?? `${lock.class?.key ?? lock.text}?${lock.class ? '' : view.nextNumber()}`;
  if (lock.parameter === undefined) return key === lock.key ? lock : { key, class: lock.class, text: lock.text };
  const argument = view.argument(call, lock.parameter);
  if (argument === undefined) return { key, class: lock.class, text: lock.text };
  const suffix = lock.suffix ?? [];
  if (lock.isValue) return { ...program.classes.at(view, argument, suffix), key };
  const here = program.classes.of(view, argument, suffix.join('.'));
  const better = !lock.class || lock.class.generic || here.class && suffix.length === 0;
  return { ...here, key, class: better ? here.class ?? lock.class : lock.class, text: suffix.length ? memberText(view.show(argument), suffix) : here.text };
}

function memberText(object: string, members: readonly string[]): string {
  return object.startsWith('&') ? `${object.slice(1)}.${members.join('.')}` : `${object}->${members.join('.')}`;
}

/** Anything that has a name: two calls that are given it both find the same. */
function hasName(key: string): boolean {
  return !/\bE\d/.test(key);
}

/** The callee's conditions in the caller's terms, those already known dropped, of the rest those that may be asked again; undefined if one cannot hold. */
export function mapConditions(view: FunctionView, call: ExpressionId, args: readonly string[], conditions: Conditions, state: State, isAsked = concernsCallers): readonly Entry[] | undefined {
  if (conditions.size === 0) return noEntries;
  let mapped: Entry[] | undefined;
  for (let i = 0; i < conditions.size; i++) {
    const key = conditions.key(i);
    const value = conditions.value(i);
    const parameter = plainParameter(key);
    const argument = parameter < 0 ? undefined : view.argument(call, parameter);
    const known = argument !== undefined ? givenValue(view, state, argument) : bitTest(view, call, args, key, state);
    if (known !== undefined && !known.startsWith(SAME_AS)) {
      if (contradicts(known, value)) return undefined;
      continue;
    }
    if (value === 'F' && argument !== undefined && isTakenForObject(view, argument)) return undefined;
    const needed = argument === undefined ? undefined : whatIsAsked(view, argument, value);
    if (needed) {
      for (const { part, isTrue } of needed) {
        const entry = neededFor(view, state, part, isTrue);
        if (!entry) return undefined;
        if (entry.value !== undefined && isAsked(entry.key)) put((mapped ??= []), entry.key, entry.value);
      }
      continue;
    }
    if (argument !== undefined && isAddress(args[parameter])) {
      if (contradicts('T', value)) return undefined;
      continue;
    }
    let here = substituteKey(key, args);
    if (here === undefined) continue;
    const answer = comparedWithItself(here);
    if (answer !== undefined && contradicts(answer, value)) return undefined;
    if (answer !== undefined) continue;
    let assumed = state.assumed.known(here);
    if (assumed?.startsWith(SAME_AS)) {
      here = assumed.slice(SAME_AS.length);
      assumed = state.assumed.known(here);
    }
    if (assumed !== undefined && contradicts(assumed, value)) return undefined;
    if (!state.assumed.has(here) && state.assumed.isPut(here)) continue;
    if (isAsked(here)) put((mapped ??= []), here, value);
  }
  return mapped ?? noEntries;
}

const noEntries: readonly Entry[] = [];

/** Of `(P0==P1)`, where both are given the same. */
function comparedWithItself(key: string): 'T' | 'F' | undefined {
  const middle = key.length >> 1;
  if (key[0] !== '(' || key[middle] !== '=' || key.slice(1, middle - 1) !== key.slice(middle + 1, -1)) return undefined;
  return key[middle - 1] === '=' ? 'T' : key[middle - 1] === '!' ? 'F' : undefined;
}

function put(entries: Entry[], key: string, value: string): void {
  const at = entries.findIndex(([known]) => known === key);
  entries[at < 0 ? entries.length : at] = [key, value];
}

/** Where a parameter must be true, or false, and its argument is a test: what that test must say. Of `!async && hctx->blocks` and `HZ * can_sleep`, if they must be true, each part. */
function whatIsAsked(view: FunctionView, argument: ExpressionId, value: string): readonly { readonly part: ExpressionId; readonly isTrue: boolean }[] | undefined {
  if (value !== 'T' && value !== 'F') return undefined;
  const parts = partsThatAre(view, argument, value === 'T');
  if (parts.length === 1 && !isTest(view, parts[0])) return undefined;
  return parts.map((part) => ({ part, isTrue: value === 'T' }));
}

/** `!x`, `x == 1`, `gfpflags_allow_blocking(gfp)`: true or false by itself. */
function isTest(view: FunctionView, id: ExpressionId): boolean {
  return view.kind(id) === Expr.Not || conditionOf(view, id).key !== view.key(id);
}

/** What must be so for an expression to be true, or false; undefined if it is not, on this path. */
function neededFor(view: FunctionView, state: State, id: ExpressionId, isTrue: boolean): { readonly key: string; readonly value: string | undefined } | undefined {
  id = view.strip(id);
  for (; view.kind(id) === Expr.Not; id = view.strip(view.a(id))) isTrue = !isTrue;
  const { key: written, whenTrue, whenFalse } = conditionOf(view, id);
  const key = originalOf(state, written);
  const value = isTrue ? whenTrue : whenFalse;
  if (value === undefined) return { key, value };
  const known = [knownValue(view, state, id), state.assumed.known(key)];
  const contradicted = known[0] !== undefined && contradicts(known[0], isTrue ? 'T' : 'F') || known[1] !== undefined && contradicts(known[1], value);
  return contradicted ? undefined : { key, value };
}

/** `(P2&FLAG)`, `(P2&(FLAG|OTHER))` or `(*(P2).flags&FLAG)`, where the call gives a list of flags by name, or this path has put one there: whether one of them is asked for. */
export function bitTest(view: FunctionView, call: ExpressionId, args: readonly string[], key: string, state: State): 'T' | 'F' | undefined {
  const test = key.startsWith('(') ? maskTest.exec(key) : null;
  if (!test) return undefined;
  const [, flags, mask] = test;
  const asked = mask.split('|');
  const answers = flagsGiven(view, call, args, flags, state).map((given) => isAmong(given, asked));
  return answers.every((answer) => answer === answers[0]) ? answers[0] : undefined;
}

const maskTest = /^\((.+)&\(?([A-Za-z]\w*(?:\|[A-Za-z]\w*)*)\)?\)$/;

function isAmong(given: string | undefined, asked: readonly string[]): 'T' | 'F' | undefined {
  if (given === undefined) return undefined;
  if (isZeroConstant(given)) return 'F';
  const names = given.split('|').map((name) => name.replace(/[()]/g, ''));
  if (asked.some((flag) => names.includes(flag))) return 'T';
  return names.every((name) => /^[A-Za-z]/.test(name)) ? 'F' : undefined;
}

/** Lists that it may be: of `x ? A | B : B`, two. */
function flagsGiven(view: FunctionView, call: ExpressionId, args: readonly string[], flags: string, state: State): readonly (string | undefined)[] {
  const parameter = plainParameter(flags);
  if (parameter >= 0) {
    const argument = view.argument(call, parameter);
    if (argument === undefined) return [undefined];
    if (view.kind(argument) === Expr.Conditional) return [view.constant(view.b(argument)), view.constant(view.c(argument))];
    return [view.constant(argument) ?? flagsIn(knownValue(view, state, argument))];
  }
  const here = state.assumed.size > 0 ? substituteKey(flags, args) : undefined;
  const known = here === undefined ? undefined : state.assumed.known(here);
  return [flagsIn(known)];
}

function flagsIn(value: string | undefined): string | undefined {
  return value?.startsWith('=') ? value.slice(1) : value === 'F' ? '0' : undefined;
}

function isAddress(key: string): boolean {
  return key.startsWith('&');
}
