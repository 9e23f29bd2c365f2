/** What a branch taken says of expressions and of the context, and what is known of a value. */

import { BinaryOperator, Expr, type ExpressionId } from '../facts/types.ts';
import type { ContextQueryRow } from '../knowledge/types.ts';
import { isZeroConstant } from '../program/expressions.ts';
import { putMark, type FunctionView } from '../program/function-view.ts';
import type { LockReference } from '../program/lock-classes.ts';
import { isWordAt } from '../source/words.ts';
import { UNKNOWN, type Assumptions } from './assumptions.ts';
import type { BranchTest, BranchTests, Implied, Questions } from './branch-tests.ts';
import type { Effects } from './effects.ts';
import { allContexts, atomicReason, contextBit, enteredWith, entryState, Irq, type State } from './state.ts';
import { contradicts, excluding, isNonzero, NO_BLOCKING } from './values.ts';

type Branches = [whenTrue: State | undefined, whenFalse: State | undefined];

export function branch(view: FunctionView, effects: Effects, tests: BranchTests, state: State, expression: ExpressionId): Branches {
  const test = tests.of(expression, effects);
  const ways = take(tests, test, state);
  return test.isNegated ? [ways[1], ways[0]] : ways;
}

function take(tests: BranchTests, test: BranchTest, state: State): Branches {
  if (test.constant !== undefined) return test.constant ? [state, undefined] : [undefined, state];
  if (test.questions) return answers(test.questions, state);
  const { condition, nesting, maySleep } = test;
  let whenTrue = takeBranch(tests, test, state, condition.whenTrue);
  let whenFalse = condition.whenFalse === undefined ? state : takeBranch(tests, test, state, condition.whenFalse);
  if (test.implied?.when === true) whenTrue &&= withImplied(whenTrue, test.implied);
  if (test.implied?.when === false) whenFalse &&= withImplied(whenFalse, test.implied);
  if (test.lastReference === true) whenTrue &&= whenTrue.with({ lastReference: true });
  if (test.lastReference === false) whenFalse &&= whenFalse.with({ lastReference: true });
  if (maySleep === true) whenTrue &&= sleepable(whenTrue);
  if (maySleep === false) whenFalse &&= sleepable(whenFalse);
  if (condition.whenTrue === 'N' && state.assumed.get(condition.key) === 'N') whenFalse = undefined;
  if (!nesting) return [whenTrue, whenFalse];
  const outermost = contextMask(allContexts & ~contextBit('nmi'));
  return nesting === 'equal' ? [whenTrue && outermost(whenTrue), whenFalse] : [whenTrue, whenFalse && outermost(whenFalse)];
}

function takeBranch(tests: BranchTests, { condition, matters }: BranchTest, state: State, value: string): State | undefined {
  const original = originalOf(state, condition.key);
  const known = state.assumed.known(original);
  const put = state.assumed.putIn(original);
  if (put !== undefined) return askedAfterPut(state, original, put, value);
  if (known !== undefined) {
    if (contradicts(known, value)) return undefined;
    if (known[0] === '=' || known === 'N') return state;
  }
  const isKept = known !== undefined || (original === condition.key ? matters : tests.matters(original));
  return isKept ? withAssumption(state, original, excluding(known, value)) : state;
}

/** What the function has put there others may have changed meanwhile: that excludes none of its own ways, but what it has asked since does. */
function askedAfterPut(state: State, key: string, put: string, value: string): State | undefined {
  const isStored = !put.startsWith(UNKNOWN);
  const answer = isStored ? undefined : put.slice(UNKNOWN.length) || undefined;
  if (answer !== undefined && contradicts(answer, value)) return undefined;
  if (isStored ? !contradicts(put, value) : answer?.startsWith('=')) return state;
  return withAssumption(state, putMark + key, UNKNOWN + excluding(answer, value));
}

function withImplied(state: State, { known }: Implied): State | undefined {
  let next: State = state;
  for (const { key, value } of known) {
    const before = next.assumed.get(key);
    if (before !== undefined && contradicts(before, value)) return undefined;
    if (before === undefined) next = withAssumption(next, key, value);
  }
  return next;
}

/** All answered no is one path; one answered yes is exact where only one was asked. */
export function answers({ asks, negated }: Questions, state: State): Branches {
  const no = asks.reduce<State | undefined>((s, ask) => s && assume(ask, false, s), state);
  const yes = asks.length === 1 ? assume(asks[0], true, state) : state;
  return negated ? [no, yes] : [yes, no];
}

/** Of a variable that is still what a parameter was: that parameter's key. */
export function originalOf(state: State, key: string): string {
  const known = state.assumed.get(key);
  return known?.startsWith(SAME_AS) ? known.slice(SAME_AS.length) : key;
}

/** A lock of an object that is still what the caller gave, named as the caller's. */
export function asGiven(state: State, lock: LockReference): LockReference {
  if (state.assumed.size === 0 || !lock.key.includes('V')) return lock;
  const key = lock.key.replace(/\bV\d+\b/g, (name) => originalOf(state, name));
  return key === lock.key ? lock : { ...lock, key };
}

/** The state on entry: parameters that the function sets anew, and branches on, are what the caller gave. */
export function entryOf(view: FunctionView, tests: BranchTests): State {
  let state = entryState;
  for (let i = 0; i < view.facts.parameters; i++) if (tests.count(`V${i}`) > 0) state = withAssumption(state, `V${i}`, `${SAME_AS}P${i}`);
  return state;
}

export function withAssumption(state: State, key: string, value: string): State {
  return withAssumed(state, state.assumed.with(key, value));
}

export function withAssumed(state: State, assumed: Assumptions): State {
  return assumed === state.assumed ? state : state.withAssumed(assumed);
}

function contextMask(mask: number): (state: State) => State | undefined {
  return (state) => (state.contexts & mask & 0b1111 ? state.with({ contexts: state.contexts & (mask | enteredWith.any) }) : undefined);
}

/** Narrows a state by the answer to a question about the context; undefined if the answer cannot be. */
export function assume(asks: ContextQueryRow['asks'], answer: boolean, state: State): State | undefined {
  const only = (...names: string[]): State | undefined => contextMask(names.reduce((mask, name) => mask | contextBit(name), 0))(state);
  switch (asks) {
    case 'nmi': return answer ? only('nmi') : only('process', 'softirq', 'hardirq');
    case 'hardirq': return answer ? only('hardirq', 'nmi') : only('process', 'softirq');
    case 'softirq': return answer ? state : only('process', 'hardirq', 'nmi');
    case 'interrupt': return answer ? (state.bh > 0 ? state : only('softirq', 'hardirq', 'nmi')) : withSoftirqsOn(only('process'));
    case 'task': return answer ? only('process') : only('softirq', 'hardirq', 'nmi');
    case 'may-sleep': case 'preemptible': return answer ? sleepable(state) : state;
    case 'atomic': return answer ? state : sleepable(state);
    case 'irqs-disabled':
      if (state.irq === Irq.Entry) return enteredOnlyWith(answer ? enteredWith.irqsOff : enteredWith.irqsOn, state);
      return (state.irq === Irq.On && answer) || (state.irq === Irq.Off && !answer) ? undefined : state;
    default: return state;
  }
}

/** `in_interrupt()` counts masked softirqs as softirqs. */
function withSoftirqsOn(state: State | undefined): State | undefined {
  if (!state || state.bh < 0) return state;
  return state.bh > 0 ? undefined : state.with({ contexts: state.contexts & ~enteredWith.bhOff });
}

/** On this path hardirqs are as on entry, and the answer says how that was. */
function enteredOnlyWith(bit: number, state: State): State | undefined {
  const other = bit === enteredWith.irqsOn ? enteredWith.irqsOff : enteredWith.irqsOn;
  return state.contexts & bit ? state.with({ contexts: state.contexts & ~other }) : undefined;
}

/** This path is taken because of what the caller passes: what it claims, as `might_sleep_if(wait)` does, proves nothing of other calls, and no more of this one than what it then does. */
export function isCallersChoice({ assumed }: State): boolean {
  return assumed.plainText !== '';
}

/** Here sleeping is allowed: unless this function itself is to blame, it was entered from a process context that may sleep. */
export function sleepable(state: State): State | undefined {
  if (atomicReason(state) || state.dropped.length) return state;
  return state.contexts & contextBit('process') ? state.with({ contexts: contextBit('process') | (state.contexts & enteredWith.any), slept: true }) : undefined;
}

/** Before a key: the value is whatever that is. */
export const SAME_AS = '@';

export function localKey(view: FunctionView, target: ExpressionId): string {
  return `V${view.a(target)}`;
}

export function mentionsWord(key: string, word: string): boolean {
  return key.includes(word) && (key.length === word.length || new RegExp(`\\b${word}\\b`).test(key));
}

export function mentions(key: string, part: string): boolean {
  for (let at = key.indexOf(part); at !== -1; at = key.indexOf(part, at + 1)) if (!isWordAt(key, at + part.length) && !(isWordAt(part, 0) && isWordAt(key, at - 1))) return true;
  return false;
}

export function forgetKey(state: State, key: string): State {
  return withAssumed(state, state.assumed.without((name) => mentions(name, key)));
}

/** What is known of a value: a constant, or what a branch or trylock said of the expression. */
export function knownValue(view: FunctionView, state: State, value: ExpressionId): string | undefined {
  const id = view.strip(value);
  const constant = view.constant(id);
  if (constant !== undefined) return isZeroConstant(constant) ? 'F' : constant.startsWith('-') ? 'N' : `=${constant}`;
  if (view.kind(id) === Expr.Not) {
    const inner = knownValue(view, state, view.a(id));
    return inner === 'F' ? 'T' : inner === undefined || inner === NO_BLOCKING ? undefined : 'F';
  }
  if (isProduct(view, id) && (knownValue(view, state, view.a(id)) === 'F' || knownValue(view, state, view.b(id)) === 'F')) return 'F';
  if (isOr(view, id)) return eitherOf(knownValue(view, state, view.a(id)), knownValue(view, state, view.b(id)));
  return (view.kind(id) === Expr.Call ? state.assumed.get(`C${id}`) : undefined) ?? state.assumed.known(view.key(id));
}

function isOr(view: FunctionView, id: ExpressionId): boolean {
  return view.kind(id) === Expr.Binary && view.c(id) === BinaryOperator.Or;
}

/** Of `a || b`. */
function eitherOf(a: string | undefined, b: string | undefined): string | undefined {
  if ((a !== undefined && isNonzero(a)) || (b !== undefined && isNonzero(b))) return 'T';
  return a === 'F' && b === 'F' ? 'F' : undefined;
}

function isProduct(view: FunctionView, id: ExpressionId): boolean {
  return view.kind(id) === Expr.Binary && view.c(id) === BinaryOperator.Multiply;
}

/** The same of an argument, where an error is told apart from others: callees ask which it is. */
export function givenValue(view: FunctionView, state: State, argument: ExpressionId): string | undefined {
  const constant = view.constant(argument);
  return constant?.startsWith('-') ? `=${constant}` : knownValue(view, state, argument);
}
