/** What a branch taken says of expressions and of the context, what a store makes of that, and what is known of a value. */

import { BinaryOperator, Expr, Op, type ExpressionId } from '../facts/types.ts';
import { optionsOff, optionTests } from '../knowledge/configuration.ts';
import { forbidsSleep, permitsSleep } from '../knowledge/sleep-flags.ts';
import type { ContextQueryRow } from '../knowledge/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Assumptions } from './assumptions.ts';
import type { Effects } from './effects.ts';
import { allContexts, atomicReason, contextBit, contradicts, enteredWith, entryState, Irq, type State } from './state.ts';

/** A function that tests more parameters than this is told apart by repeated tests only. */
const MAX_PARAMETER_TESTS = 5;

interface Condition {
  readonly key: string;
  readonly whenTrue: string;
  readonly whenFalse: string | undefined;
}

type Branches = [whenTrue: State | undefined, whenFalse: State | undefined];

export function branch(view: FunctionView, effects: Effects, branchKeys: ReadonlyMap<string, number>, state: State, test: ExpressionId): Branches {
  const id = view.strip(test);
  if (view.kind(id) === Expr.Not) return branch(view, effects, branchKeys, state, view.a(id)).reverse() as Branches;
  if (isOff(view, id)) return [undefined, state];
  const constant = view.kind(id) === Expr.Number ? view.constant(id) : undefined;
  if (constant !== undefined) return isZeroConstant(constant) ? [undefined, state] : [state, undefined];
  const questions = questionsOf(view, effects, id);
  if (questions) return answers(questions, state);
  const condition = conditionOf(view, id);
  const nested = nestingGuard(view, effects, id);
  const permission = sleepPermission(view, id, condition.key);
  let whenTrue = takeBranch(state, condition, condition.whenTrue, branchKeys);
  let whenFalse = condition.whenFalse === undefined ? state : takeBranch(state, condition, condition.whenFalse, branchKeys);
  if (view.kind(id) === Expr.Call && effects.lastReferences.has(view.calleeName(id))) whenTrue &&= { ...whenTrue, lastReference: true };
  if (permission === true) whenTrue &&= sleepable(whenTrue);
  if (permission === false) whenFalse &&= sleepable(whenFalse);
  if (condition.whenTrue === 'N' && state.assumed.get(condition.key) === 'N') whenFalse = undefined;
  if (!nested) return [whenTrue, whenFalse];
  const outermost = contextMask(allContexts & ~contextBit('nmi'));
  return nested === 'equal' ? [whenTrue && outermost(whenTrue), whenFalse] : [whenTrue, whenFalse && outermost(whenFalse)];
}

/** `IS_ENABLED(CONFIG_PREEMPT_RT)`. */
function isOff(view: FunctionView, id: ExpressionId): boolean {
  return view.kind(id) === Expr.Call && optionTests.has(view.calleeName(id)) && view.argumentCount(id) === 1 && optionsOff.has(view.show(view.argument(id, 0)!));
}

/** A flag in memory by which callers say whether they may sleep: which answer means that they may; undefined for any other test. A parameter's value is seen at the call. */
function sleepPermission(view: FunctionView, id: ExpressionId, key: string): boolean | undefined {
  if (view.kind(id) === Expr.Call || /^\(?P\d+(&\w+\))?$/.test(key)) return undefined;
  const name = view.show(id).match(/[A-Za-z_]\w*/g)?.at(-1) ?? '';
  return permitsSleep.test(name) ? true : forbidsSleep.test(name) ? false : undefined;
}

interface Questions {
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
      const row = effects.queries.get(view.calleeName(id));
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
      if (operator !== BinaryOperator.BitOr) return undefined;
      const left = questionsOf(view, effects, view.a(id), depth + 1);
      const right = questionsOf(view, effects, view.b(id), depth + 1);
      return left && right && !left.negated && !right.negated ? { asks: [...left.asks, ...right.asks], negated: false } : undefined;
    }
    default:
      return undefined;
  }
}

/** All answered no is one path; one answered yes is exact where only one was asked. */
export function answers({ asks, negated }: Questions, state: State): Branches {
  const no = asks.reduce<State | undefined>((s, ask) => s && assume(ask, false, s), state);
  const yes = asks.length === 1 ? assume(asks[0], true, state) : state;
  return negated ? [no, yes] : [yes, no];
}

function takeBranch(state: State, given: Condition, value: string, branchKeys: ReadonlyMap<string, number>): State | undefined {
  const condition = originalOf(state, given);
  const known = state.assumed.get(condition.key);
  if (known !== undefined) {
    if (contradicts(known, value)) return undefined;
    if (known[0] === '=' || known === 'N') return state;
  }
  const matters = isOwnerTest.test(condition.key) || (branchKeys.get(condition.key) ?? 0) > 1 || known !== undefined || (branchKeys.get(PARAMETERS)! <= MAX_PARAMETER_TESTS && isAboutParameter.test(condition.key));
  return matters ? withAssumption(state, condition.key, value) : state;
}

/** Of a variable that is still what a parameter was: the same condition of that parameter. */
function originalOf(state: State, condition: Condition): Condition {
  const known = state.assumed.get(condition.key);
  return known?.startsWith(SAME_AS) ? { ...condition, key: known.slice(SAME_AS.length) } : condition;
}

/** The state on entry: parameters that the function sets anew, and branches on, are what the caller gave. */
export function entryOf(view: FunctionView, branchKeys: ReadonlyMap<string, number>): State {
  let state = entryState;
  for (let i = 0; i < view.facts.parameters; i++) if (branchKeys.has(`V${i}`)) state = withAssumption(state, `V${i}`, `${SAME_AS}P${i}`);
  return state;
}

/** Who holds a lock that is made recursive by hand. */
const isOwnerTest = /\bcurrent\)?$/;
/** A parameter, or what it points to. */
const isParameter = /^[*(&]*P\d/;
/** The same, or what a function without effect says of it. */
const isAboutParameter = /^!?(\w+\()?[*(&]*P\d/;
/** Key under which `countBranchKeys` counts the distinct tests of parameters. */
const PARAMETERS = '#';

export function withAssumption(state: State, key: string, value: string): State {
  return withAssumed(state, state.assumed.with(key, value));
}

export function withAssumed(state: State, assumed: Assumptions): State {
  return assumed === state.assumed ? state : { ...state, assumed };
}

export function conditionOf(view: FunctionView, id: ExpressionId): Condition {
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
  }
  const name = view.kind(id) === Expr.Call ? view.calleeName(id) : '';
  const argument = name.startsWith('IS_ERR') ? view.argument(id, 0) : undefined;
  return { key: argument === undefined ? view.key(id) : `IS_ERR(${view.key(argument)})`, whenTrue: 'T', whenFalse: 'F' };
}

export function isZeroConstant(text: string): boolean {
  return text === 'NULL' || text === 'false' || /^(0x)?0+[uUlL]*$/i.test(text);
}

/** `this_cpu_inc_return(x) == 1` and `!= 1`. */
function nestingGuard(view: FunctionView, effects: Effects, id: ExpressionId): 'equal' | 'unequal' | undefined {
  if (view.kind(id) !== Expr.Binary || view.constant(view.b(id)) !== '1') return undefined;
  const left = view.strip(view.a(id));
  const source = view.kind(left) === Expr.Local ? view.definition(view.a(left)) : left;
  const call = source === undefined ? -1 : view.strip(source);
  if (call === -1 || view.kind(call) !== Expr.Call || effects.queries.get(view.calleeName(call))?.asks !== 'nesting') return undefined;
  return view.c(id) === BinaryOperator.Equal ? 'equal' : view.c(id) === BinaryOperator.NotEqual || view.c(id) === BinaryOperator.Greater ? 'unequal' : undefined;
}

function contextMask(mask: number): (state: State) => State | undefined {
  return (state) => (state.contexts & mask & 0b1111 ? { ...state, contexts: state.contexts & (mask | enteredWith.irqsOn | enteredWith.irqsOff) } : undefined);
}

/** Narrows a state by the answer to a question about the context; undefined if the answer cannot be. */
export function assume(asks: ContextQueryRow['asks'], answer: boolean, state: State): State | undefined {
  const only = (...names: string[]): State | undefined => contextMask(names.reduce((mask, name) => mask | contextBit(name), 0))(state);
  switch (asks) {
    case 'nmi': return answer ? only('nmi') : only('process', 'softirq', 'hardirq');
    case 'hardirq': return answer ? only('hardirq', 'nmi') : only('process', 'softirq');
    case 'softirq': return answer ? state : only('process', 'hardirq', 'nmi');
    case 'interrupt': return answer ? (state.bh > 0 ? state : only('softirq', 'hardirq', 'nmi')) : only('process');
    case 'task': return answer ? only('process') : only('softirq', 'hardirq', 'nmi');
    case 'may-sleep': case 'preemptible': return answer ? sleepable(state) : state;
    case 'atomic': return answer ? state : sleepable(state);
    case 'irqs-disabled':
      if (state.irq === Irq.Entry) return enteredOnlyWith(answer ? enteredWith.irqsOff : enteredWith.irqsOn, state);
      return (state.irq === Irq.On && answer) || (state.irq === Irq.Off && !answer) ? undefined : state;
    default: return state;
  }
}

/** On this path hardirqs are as on entry, and the answer says how that was. */
function enteredOnlyWith(bit: number, state: State): State | undefined {
  const other = bit === enteredWith.irqsOn ? enteredWith.irqsOff : enteredWith.irqsOn;
  return state.contexts & bit ? { ...state, contexts: state.contexts & ~other } : undefined;
}

/** Here sleeping is allowed: unless this function itself is to blame, it was entered from a process context that may sleep. */
export function sleepable(state: State): State | undefined {
  if (atomicReason(state) || state.dropped.length) return state;
  return state.contexts & contextBit('process') ? { ...state, contexts: contextBit('process') | (state.contexts & (enteredWith.irqsOn | enteredWith.irqsOff)), slept: true } : undefined;
}

export function applyStore(view: FunctionView, branchKeys: ReadonlyMap<string, number>, state: State, target: ExpressionId, value: ExpressionId, compound: number): State {
  const isLocal = view.kind(target) === Expr.Local;
  const key = isLocal && view.a(target) >= view.facts.parameters ? localKey(view, target) : view.key(target);
  let next = state;
  if (state.assumed.size) next = forgetKey(next, key);
  if (isLocal && next.held.some((h) => mentions(h.lock.key, key))) next = { ...next, held: next.held.map((h) => (mentions(h.lock.key, key) ? { ...h, lock: { ...h.lock, key: `${h.lock.key}'` } } : h)) };
  if (compound === 1) return next;
  if (isOwnMember(view, target)) return withMember(view, next, key, value);
  if (!isLocal || !(branchKeys.get(view.key(target)) ?? 0)) return next;
  const known = knownValue(view, next, value);
  return known === undefined ? next : withAssumption(next, view.key(target), known);
}

/** `command.op` of a struct that is a local variable. */
function isOwnMember(view: FunctionView, target: ExpressionId): boolean {
  while (view.kind(target) === Expr.Member) {
    target = view.a(target);
    if (view.kind(target) === Expr.Local) return view.a(target) >= view.facts.parameters;
  }
  return false;
}

/** As many members as a command has; tables are filled by the dozen. */
const MAX_MEMBERS = 8;

/** What is put into a struct is there for the function that is handed its address: a constant, or, as `@P1`, what a caller gave. */
function withMember(view: FunctionView, state: State, key: string, value: ExpressionId): State {
  if (state.assumed.size >= MAX_MEMBERS) return state;
  const own = view.key(view.strip(value));
  const known = knownValue(view, state, value) ?? (/^P\d+$/.test(own) ? SAME_AS + own : undefined);
  return known === undefined ? state : withAssumption(state, key, known);
}

/** Before a key: the value is whatever that is. */
export const SAME_AS = '@';

function localKey(view: FunctionView, target: ExpressionId): string {
  return `V${view.a(target)}`;
}

export function mentionsWord(key: string, word: string): boolean {
  return key.includes(word) && (key.length === word.length || new RegExp(`\\b${word}\\b`).test(key));
}

function mentions(key: string, part: string): boolean {
  const at = key.indexOf(part);
  return at !== -1 && !/\w/.test(key[at + part.length] ?? '');
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
    return inner === 'F' ? 'T' : inner === undefined ? undefined : 'F';
  }
  return state.assumed.get(view.kind(id) === Expr.Call ? `C${id}` : view.key(id)) ?? state.assumed.get(view.key(id));
}

/** How often each condition is branched on; locals that are returned or passed on count too, for a value tells others which way it went. */
export function countBranchKeys(view: FunctionView): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (let i = 0; i < view.facts.codeLength; i++) {
    const [op, a] = view.operation(i);
    if (op === Op.Branch && a !== -1) {
      let id = view.strip(a);
      while (view.kind(id) === Expr.Not) id = view.strip(view.a(id));
      count(conditionOf(view, id).key);
    } else if (op === Op.Call) {
      for (let n = 0; n < view.argumentCount(a); n++) if (isOwnVariable(view, view.argument(a, n)!)) count(view.key(view.argument(a, n)!));
    } else if (op === Op.Return && a !== -1 && view.kind(view.strip(a)) === Expr.Local) count(view.key(view.strip(a)));
  }
  counts.set(PARAMETERS, [...counts.keys()].filter((key) => isParameter.test(key)).length);
  return counts;
}

/** `locked = foo_lock(x); … foo_unlock(x, locked);`: callees ask the same again. */
function isOwnVariable(view: FunctionView, id: ExpressionId): boolean {
  return view.kind(id) === Expr.Local && view.a(id) >= view.facts.parameters;
}
