/** What the branches of one function ask, worked out once for all states that come to them. */

import { BinaryOperator, Expr, Op, type ExpressionId } from '../facts/types.ts';
import { plainParameter, type Conditions } from './conditions.ts';
import { asksForBlocking, forbidsSleep, permitsSleep } from '../knowledge/sleep-flags.ts';
import type { ContextQueryRow } from '../knowledge/types.ts';
import { isOptionOff } from '../program/compiled-out.ts';
import { isZeroConstant } from '../program/expressions.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Effects } from './effects.ts';
import { BLOCKING, NO_BLOCKING } from './values.ts';

/** What a value must be where a branch is taken. */
export interface Condition {
  readonly key: string;
  readonly whenTrue: string;
  readonly whenFalse: string | undefined;
}

export interface BranchTest {
  /** The rest is about what stands behind `!`. */
  readonly isNegated: boolean;
  /** The outcome is always the same. */
  readonly constant: boolean | undefined;
  readonly questions: Questions | undefined;
  readonly condition: Condition;
  /** Worth remembering: see `BranchTests.matters`. */
  readonly matters: boolean;
  /** Of `bool both = a && b;`, where it is true: what then is known of parameters; and of `a || b` where it is false. */
  readonly implied: Implied | undefined;
  readonly nesting: 'equal' | 'unequal' | undefined;
  /** The answer that means that sleeping is allowed. */
  readonly maySleep: boolean | undefined;
  /** The answer that means that the last reference to an object is dropped. */
  readonly lastReference: boolean | undefined;
}

export interface BranchTests {
  of(expression: ExpressionId, effects: Effects): BranchTest;
  /** How often a condition is branched on; locals that are returned or passed on count too, for a value tells others which way it went. */
  count(key: string): number;
  /** Whether what a branch says of the key is asked for again, here or by callers. */
  matters(key: string): boolean;
}

/** A function that tests more parameters than this, or what they point to, is told apart by repeated tests only; what callers give as a constant is counted by itself. */
const MAX_PARAMETER_TESTS = 5;

/** Who holds a lock that is made recursive by hand. */
const isOwnerTest = /\bcurrent\)?$/;
/** A parameter, or what it points to. */
const isParameter = /^[*(&]*P\d/;
/** The same, or what a function without effect says of it; or a setting of the whole kernel. */
const isAboutParameter = /^!?(\w+\()?[*(&]*P\d|^\$/;

export function createBranchTests(view: FunctionView): BranchTests {
  const counts = countKeys(view);
  const known: (BranchTest | undefined)[] = [];
  const hasFewFlags = [...counts.keys()].filter((key) => plainParameter(key) >= 0).length <= MAX_PARAMETER_TESTS;
  const hasFewParameters = [...counts.keys()].filter((key) => isParameter.test(key)).length <= MAX_PARAMETER_TESTS;
  const count = (key: string): number => counts.get(key) ?? 0;
  const matters = (key: string): boolean => count(key) > 1 || (hasFewFlags && plainParameter(key) >= 0) || (hasFewParameters && isAboutParameter.test(key)) || isOwnerTest.test(key);
  return { of: (expression, effects) => (known[expression] ??= testOf(view, effects, expression, matters)), count, matters };
}

function testOf(view: FunctionView, effects: Effects, expression: ExpressionId, matters: (key: string) => boolean): BranchTest {
  let isNegated = false;
  let id = view.strip(expression);
  for (; view.kind(id) === Expr.Not; id = view.strip(view.a(id))) isNegated = !isNegated;
  const condition = conditionOf(view, id);
  return {
    isNegated,
    constant: constantTest(view, id),
    questions: questionsOf(view, effects, id),
    condition,
    matters: matters(condition.key),
    implied: impliedBy(view, id),
    nesting: nestingGuard(view, effects, id),
    maySleep: sleepPermission(view, id, condition.key),
    lastReference: lastReference(effects, view.kind(id) === Expr.Call ? view.calleeName(id) : ''),
  };
}

export interface Implied {
  readonly when: boolean;
  readonly known: readonly { readonly key: string; readonly value: string }[];
}

/** A parameter that is never set is still what it was when the variable was. */
function impliedBy(view: FunctionView, id: ExpressionId): Implied | undefined {
  const value = view.kind(id) === Expr.Local ? view.definition(view.a(id)) : undefined;
  const joined = value === undefined ? -1 : view.strip(value);
  const operator = joined !== -1 && view.kind(joined) === Expr.Binary ? view.c(joined) : undefined;
  if (operator !== BinaryOperator.And && operator !== BinaryOperator.Or) return undefined;
  const when = operator === BinaryOperator.And;
  const known = partsThatAre(view, joined, when).flatMap((part) => {
    let isTrue = when;
    for (; view.kind(part) === Expr.Not; part = view.strip(view.a(part))) isTrue = !isTrue;
    const { key, whenTrue, whenFalse } = conditionOf(view, part);
    const wanted = isTrue ? whenTrue : whenFalse;
    return plainParameter(key) >= 0 && wanted !== undefined ? [{ key, value: wanted }] : [];
  });
  return known.length ? { when, known } : undefined;
}

/** What is true where the whole is, of `a && b` and `a * b`; or false where it is, of `a || b`. */
export function partsThatAre(view: FunctionView, id: ExpressionId, isTrue: boolean): readonly ExpressionId[] {
  id = view.strip(id);
  return view.kind(id) === Expr.Binary && (isTrue ? conjunctions : disjunctions).includes(view.c(id)) ? [...partsThatAre(view, view.a(id), isTrue), ...partsThatAre(view, view.b(id), isTrue)] : [id];
}

const conjunctions: readonly BinaryOperator[] = [BinaryOperator.And, BinaryOperator.Multiply];
const disjunctions: readonly BinaryOperator[] = [BinaryOperator.Or];

function constantTest(view: FunctionView, id: ExpressionId): boolean | undefined {
  if (isOptionOff(view, id)) return false;
  const constant = view.kind(id) === Expr.Number ? view.constant(id) : undefined;
  return constant === undefined ? undefined : !isZeroConstant(constant);
}

function lastReference({ lastReferences }: Effects, name: string): boolean | undefined {
  return lastReferences.has(name) ? true : lastReferences.has(`!${name}`) ? false : undefined;
}

/** A flag in memory by which callers say whether they may sleep: which answer means that they may; undefined for any other test. A parameter's value is seen at the call. */
export function sleepPermission(view: FunctionView, id: ExpressionId, key: string): boolean | undefined {
  if (view.kind(id) === Expr.Call || /^\(?P\d+(&\w+\))?$/.test(key)) return undefined;
  const name = view.show(id).match(/[A-Za-z_]\w*/g)?.at(-1) ?? '';
  return forbidsSleep.test(name) ? false : permitsSleep.test(name) ? true : undefined;
}

/** Whether a call gives such a flag for a parameter on which the condition depends, and the condition is that it permits sleep. */
export function isPermitted(view: FunctionView, call: ExpressionId, conditions: Conditions): boolean {
  return conditions.some((key, value) => {
    const argument = value === 'T' || value === 'F' ? view.argument(call, plainParameter(key)) : undefined;
    return argument !== undefined && sleepPermission(view, view.strip(argument), view.key(argument)) === (value === 'T');
  });
}

export interface Questions {
  /** Which of these is asked: any one of them makes the test true. */
  readonly asks: readonly ContextQueryRow['asks'][];
  readonly negated: boolean;
}

/** `in_interrupt()`, `hardirq_count() | softirq_count()`, `!irqs_disabled()`, or a variable that holds the answer. */
export function questionsOf(view: FunctionView, effects: Effects, id: ExpressionId, depth = 0): Questions | undefined {
  if (depth > 4) return undefined;
  id = view.strip(id);
  switch (view.kind(id)) {
    case Expr.Call: {
      const row = effects.rowsOf(view.calleeName(id)).query;
      return row?.form === 'query' ? { asks: [row.asks], negated: false } : undefined;
    }
    case Expr.Local: {
      const value = view.definition(view.a(id));
      return value === undefined ? undefined : questionsOf(view, effects, value, depth + 1);
    }
    case Expr.Not: {
      const inner = questionsOf(view, effects, view.a(id), depth + 1);
      return inner && { ...inner, negated: !inner.negated };
    }
    case Expr.Binary: {
      const operator = view.c(id);
      if (operator === BinaryOperator.Equal || operator === BinaryOperator.NotEqual) {
        const constant = view.constant(view.b(id));
        const inner = constant !== undefined && isZeroConstant(constant) ? questionsOf(view, effects, view.a(id), depth + 1) : undefined;
        return inner && (operator === BinaryOperator.NotEqual ? inner : { ...inner, negated: !inner.negated });
      }
      const isAnd = operator === BinaryOperator.And;
      if (!isAnd && operator !== BinaryOperator.Or && operator !== BinaryOperator.BitOr) return undefined;
      const left = questionsOf(view, effects, view.a(id), depth + 1);
      const right = left && questionsOf(view, effects, view.b(id), depth + 1);
      // None of them is what `!a && !b` says, any of them `a || b`.
      return left && right && left.negated === isAnd && right.negated === isAnd ? { asks: [...left.asks, ...right.asks], negated: isAnd } : undefined;
    }
    default:
      return undefined;
  }
}

export function conditionOf(view: FunctionView, id: ExpressionId): Condition {
  id = comparedIn(view, id);
  if (view.kind(id) === Expr.Binary) {
    const operator = view.c(id);
    const left = view.strip(view.a(id));
    const constant = view.constant(view.b(id));
    if (constant !== undefined && (operator === BinaryOperator.Equal || operator === BinaryOperator.NotEqual)) {
      const isZero = isZeroConstant(constant);
      const equal = isZero ? 'F' : `=${constant}`;
      const unequal = isZero ? 'T' : `!${constant}`;
      const key = view.key(left);
      return operator === BinaryOperator.Equal ? { key, whenTrue: equal, whenFalse: unequal } : { key, whenTrue: unequal, whenFalse: equal };
    }
    if (constant !== undefined && isZeroConstant(constant) && operator === BinaryOperator.Less) return { key: view.key(left), whenTrue: 'N', whenFalse: undefined };
    // The opposite of `<` and of `<=`.
    if (operator === BinaryOperator.GreaterEqual || operator === BinaryOperator.Greater) {
      const sign = operator === BinaryOperator.GreaterEqual ? '<' : '<=';
      return { key: `(${view.key(view.a(id))}${sign}${view.key(view.b(id))})`, whenTrue: 'F', whenFalse: 'T' };
    }
  }
  const name = view.kind(id) === Expr.Call ? view.calleeName(id) : '';
  const mask = name === asksForBlocking ? view.argument(id, 0) : undefined;
  if (mask !== undefined) return { key: view.key(mask), whenTrue: BLOCKING, whenFalse: NO_BLOCKING };
  const argument = name.startsWith('IS_ERR') ? view.argument(id, 0) : undefined;
  return { key: argument === undefined ? view.key(id) : `IS_ERR(${view.key(argument)})`, whenTrue: 'T', whenFalse: 'F' };
}

/** The comparison that a variable holds, `bool is_new = id == NEW_ID;`, where it stands for it: see `FunctionView.key`. */
function comparedIn(view: FunctionView, id: ExpressionId): ExpressionId {
  const value = view.kind(id) === Expr.Local ? view.definition(view.a(id)) : undefined;
  const inner = value === undefined ? id : view.strip(value);
  return view.kind(inner) === Expr.Binary && view.key(id) === view.key(inner) ? inner : id;
}

/** `this_cpu_inc_return(x) == 1` and `!= 1`. */
function nestingGuard(view: FunctionView, effects: Effects, id: ExpressionId): 'equal' | 'unequal' | undefined {
  if (view.kind(id) !== Expr.Binary || view.constant(view.b(id)) !== '1') return undefined;
  const left = view.strip(view.a(id));
  const source = view.kind(left) === Expr.Local ? view.definition(view.a(left)) : left;
  const call = source === undefined ? -1 : view.strip(source);
  if (call === -1 || view.kind(call) !== Expr.Call || effects.rowsOf(view.calleeName(call)).query?.asks !== 'nesting') return undefined;
  return view.c(id) === BinaryOperator.Equal ? 'equal' : view.c(id) === BinaryOperator.NotEqual || view.c(id) === BinaryOperator.Greater ? 'unequal' : undefined;
}

function countKeys(view: FunctionView): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let i = 0; i < view.facts.codeLength; i++) {
    const op = view.op(i);
    const a = view.first(i);
    if (op === Op.Branch && a !== -1) {
      let id = view.strip(a);
      while (view.kind(id) === Expr.Not) id = view.strip(view.a(id));
      count(conditionOf(view, id).key);
    } else if (op === Op.Call) {
      for (let n = 0; n < view.argumentCount(a); n++) if (isOwnVariable(view, view.argument(a, n)!)) count(view.key(view.argument(a, n)!));
    } else if (op === Op.Return && a !== -1 && view.kind(view.strip(a)) === Expr.Local) count(view.key(view.strip(a)));
  }
  return counts;
}

/** `locked = foo_lock(x); … foo_unlock(x, locked);`: callees ask the same again. */
function isOwnVariable(view: FunctionView, id: ExpressionId): boolean {
  return view.kind(id) === Expr.Local && view.a(id) >= view.facts.parameters;
}
