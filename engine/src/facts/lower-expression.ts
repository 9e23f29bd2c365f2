/** Lowers expressions: nodes for values, operations for calls and stores, branches where evaluation is conditional. */

import type { Expression, InitializerEntry, Statement } from '../syntax/ast.ts';
import { isAssignment, isLockdepCheck } from '../syntax/macro-shapes.ts';
import type { FunctionBuilder, Patch, Place } from './function-builder.ts';
import { typeText } from './type-text.ts';
import { BinaryOperator, Expr, Op, StoreKind, type ExpressionId } from './types.ts';

/** What expressions need from statements: the body of `({ … })`, and scopes for `guard()`. */
export interface StatementLowering {
  /** Lowers the statements in a scope of their own and gives the value of the last. */
  block(body: readonly Statement[]): ExpressionId;
  /** A guard that lives until the current scope ends. */
  holdGuard(call: ExpressionId): void;
}

export interface ExpressionLowering {
  value(expression: Expression): ExpressionId;
  /** Evaluates for control: where to go when it is true and when it is false. */
  condition(expression: Expression): { readonly whenTrue: Patch[]; readonly whenFalse: Patch[] };
  /** `target = value`, following `?:` and initialisers into one store a path or a member. */
  store(target: ExpressionId, value: Expression, at: Place): void;
}

const binaryOperators = new Map<string, BinaryOperator>([
  ['==', BinaryOperator.Equal], ['!=', BinaryOperator.NotEqual], ['<', BinaryOperator.Less], ['<=', BinaryOperator.LessEqual],
  ['>', BinaryOperator.Greater], ['>=', BinaryOperator.GreaterEqual], ['&&', BinaryOperator.And], ['||', BinaryOperator.Or], ['&', BinaryOperator.BitAnd],
  ['|', BinaryOperator.BitOr], ['+', BinaryOperator.Add], ['*', BinaryOperator.Multiply],
]);

/** Macros whose value is the truth of their first argument; looked through so that `unlikely(a && b)` branches on a and on b. */
const truthMacros = new Set(['likely', 'unlikely', 'WARN_ON', 'WARN_ON_ONCE', 'BUG_ON']);

const MAX_TEXT = 60;

export function createExpressionLowering(f: FunctionBuilder, statements: StatementLowering): ExpressionLowering {
  const { pool } = f;

  function value(e: Expression): ExpressionId {
    switch (e.kind) {
      case 'name':
        return f.lookup(e.name) ?? f.node(Expr.Global, pool.intern(e.name));
      case 'number':
        return f.node(Expr.Number, pool.intern(e.text));
      case 'string':
        return f.node(Expr.Text, pool.intern(e.text.slice(0, MAX_TEXT)));
      case 'call':
        return call(e);
      case 'member': {
        const object = value(e.object);
        return f.member(e.arrow ? f.deref(object) : object, e.field);
      }
      case 'index':
        return f.node(Expr.Index, value(e.object), value(e.index));
      case 'unary':
        return unary(e);
      case 'update': {
        const target = value(e.operand);
        f.emit(Op.Store, target, target, StoreKind.Change, e);
        return target;
      }
      case 'binary':
        return binary(e);
      case 'assign':
        return assign(e);
      case 'conditional':
        return conditional(e);
      case 'cast':
        if (e.operand.kind === 'initializer') return f.other();
        return f.node(Expr.Cast, value(e.operand), pool.intern(typeText(e.type)));
      case 'comma':
        return e.items.map(value).at(-1) ?? f.other();
      case 'type':
        return f.node(Expr.Type, pool.intern(typeText(e.type)));
      case 'statement-expression':
        return statements.block(e.body);
      case 'initializer':
        e.entries.forEach((entry) => value(entry.value));
        return f.other();
      case 'unknown':
        e.children.forEach(value);
        return f.other();
    }
  }

  function call(e: Extract<Expression, { kind: 'call' }>): ExpressionId {
    if (e.callee.kind === 'conditional') return callEither({ callee: e.callee, args: e.args, at: e });
    if (e.callee.kind === 'name' && e.callee.name === 'BUG_ON' && e.args.length === 1 && asksAboutLocks(e.args[0])) return assertNot(e.args[0], e);
    if (e.callee.kind === 'name' && isLockdepCheck(e.callee.name)) return f.other();
    const guard = guardName(e);
    const args = e.args.map(value);
    const callee = guard ? f.node(Expr.Global, pool.intern(`guard:${guard}`)) : value(e.callee);
    const id = f.call(callee, args, e.args);
    f.emit(Op.Call, id, 0, 0, guard ? e : e.callee);
    if (guard) statements.holdGuard(id);
    if (e.callee.kind === 'name' && e.args.length === 2 && isAssignment(e.callee.name)) f.emit(Op.Store, args[0], args[1], StoreKind.Assign, e);
    return id;
  }

  /** `(write ? up_write : up_read)(lock)`: one call on either way. */
  function callEither({ callee, args, at }: { readonly callee: Extract<Expression, { kind: 'conditional' }>; readonly args: readonly Expression[]; readonly at: Place }): ExpressionId {
    const given = args.map(value);
    const { whenTrue, whenFalse } = condition(callee.test);
    f.patch(whenTrue, f.here());
    f.emit(Op.Call, f.call(value(callee.then ?? callee.test), given, args), 0, 0, at);
    const over = f.emit(Op.Jump, 0, 0, 0, at);
    f.patch(whenFalse, f.here());
    f.emit(Op.Call, f.call(value(callee.otherwise), given, args), 0, 0, at);
    f.patch([[over, 1]], f.here());
    return f.other();
  }

  /** `BUG_ON(mutex_trylock(lock))`: the code behind it runs only where that is not so. */
  function assertNot(e: Expression, at: Place): ExpressionId {
    const { whenTrue, whenFalse } = condition(e);
    f.patch(whenTrue, f.here());
    f.emit(Op.Call, f.call(f.node(Expr.Global, pool.intern('BUG')), [], []), 0, 0, at);
    f.patch(whenFalse, f.here());
    return f.other();
  }

  function unary(e: Extract<Expression, { kind: 'unary' }>): ExpressionId {
    if (e.operator === '-' && (e.operand.kind === 'name' || e.operand.kind === 'number'))
      return f.node(Expr.Number, pool.intern('-' + (e.operand.kind === 'name' ? e.operand.name : e.operand.text)));
    const operand = value(e.operand);
    switch (e.operator) {
      case '&': return f.address(operand);
      case '*': return f.deref(operand);
      case '!': return f.node(Expr.Not, operand);
      default: return f.other();
    }
  }

  function binary(e: Extract<Expression, { kind: 'binary' }>): ExpressionId {
    if ((e.operator === '&&' || e.operator === '||') && hasEffect(e.right)) {
      const { whenTrue, whenFalse } = condition(e);
      f.patch([...whenTrue, ...whenFalse], f.here());
      return f.other();
    }
    const left = value(e.left);
    return f.binary(binaryOperators.get(e.operator) ?? BinaryOperator.Other, left, value(e.right));
  }

  function assign(e: Extract<Expression, { kind: 'assign' }>): ExpressionId {
    const target = value(e.left);
    if (e.operator === '=') store(target, e.right, e);
    else if (e.operator === '|=') f.emit(Op.Store, target, value(e.right), StoreKind.SetBits, e);
    else if (e.operator === '&=' && e.right.kind === 'unary' && e.right.operator === '~') f.emit(Op.Store, target, value(e.right.operand), StoreKind.ClearBits, e);
    else f.emit(Op.Store, target, value(e.right), StoreKind.Change, e);
    return target;
  }

  function conditional(e: Extract<Expression, { kind: 'conditional' }>): ExpressionId {
    if (!(e.then && hasEffect(e.then)) && !hasEffect(e.otherwise)) {
      const test = value(e.test);
      return f.node(Expr.Conditional, test, e.then ? value(e.then) : test, value(e.otherwise));
    }
    const { whenTrue, whenFalse } = condition(e.test);
    f.patch(whenTrue, f.here());
    if (e.then) value(e.then);
    const over = f.emit(Op.Jump, 0, 0, 0, e);
    f.patch(whenFalse, f.here());
    value(e.otherwise);
    f.patch([[over, 1]], f.here());
    return f.other();
  }

  function store(target: ExpressionId, e: Expression, at: Place): void {
    if (e.kind === 'conditional' && e.then) {
      const { whenTrue, whenFalse } = condition(e.test);
      f.patch(whenTrue, f.here());
      store(target, e.then, at);
      const over = f.emit(Op.Jump, 0, 0, 0, at);
      f.patch(whenFalse, f.here());
      store(target, e.otherwise, at);
      f.patch([[over, 1]], f.here());
      return;
    }
    const initializer = e.kind === 'initializer' ? e : e.kind === 'cast' && e.operand.kind === 'initializer' ? e.operand : undefined;
    if (initializer) storeInitializer(target, initializer.entries);
    else f.emit(Op.Store, target, value(e), StoreKind.Assign, at);
  }

  function storeInitializer(target: ExpressionId, entries: readonly InitializerEntry[]): void {
    let position = 0;
    for (const entry of entries) {
      const member = entry.designators.length
        ? entry.designators.reduce((object, name) => (name === '[]' ? f.node(Expr.Index, object, -1) : f.member(object, name)), target)
        : f.member(target, `#${position}`);
      position++;
      store(member, entry.value, entry.value);
    }
  }

  function condition(e: Expression): { whenTrue: Patch[]; whenFalse: Patch[] } {
    if (e.kind === 'unary' && e.operator === '!') {
      const { whenTrue, whenFalse } = condition(e.operand);
      return { whenTrue: whenFalse, whenFalse: whenTrue };
    }
    if (e.kind === 'binary' && e.operator === '&&') {
      const left = condition(e.left);
      f.patch(left.whenTrue, f.here());
      const right = condition(e.right);
      return { whenTrue: right.whenTrue, whenFalse: [...left.whenFalse, ...right.whenFalse] };
    }
    if (e.kind === 'binary' && e.operator === '||') {
      const left = condition(e.left);
      f.patch(left.whenFalse, f.here());
      const right = condition(e.right);
      return { whenTrue: [...left.whenTrue, ...right.whenTrue], whenFalse: right.whenFalse };
    }
    if (e.kind === 'call' && e.callee.kind === 'name' && truthMacros.has(e.callee.name) && e.args.length === 1) return condition(e.args[0]);
    const known = constantTruth(e);
    if (known !== undefined) {
      const jump = f.emit(Op.Jump, 0, 0, 0, e);
      return known ? { whenTrue: [[jump, 1]], whenFalse: [] } : { whenTrue: [], whenFalse: [[jump, 1]] };
    }
    const branch = f.emit(Op.Branch, value(e), 0, 0, e);
    return { whenTrue: [[branch, 1]], whenFalse: [[branch, 2]] };
  }

  return { value, condition, store };
}

/** `guard(mutex)(&lock)` and `ACQUIRE(mutex, name)(&lock)` are calls of calls. */
function guardName(e: Extract<Expression, { kind: 'call' }>): string | undefined {
  const inner = e.callee;
  if (inner.kind !== 'call' || inner.callee.kind !== 'name' || !/^(guard|ACQUIRE)$/.test(inner.callee.name)) return undefined;
  const name = inner.args[0];
  return name?.kind === 'name' ? name.name : name?.kind === 'type' ? name.type.name : undefined;
}

function constantTruth(e: Expression): boolean | undefined {
  if (e.kind === 'number') return !/^0+[uUlL]*$|^0[xX]0+[uUlL]*$/.test(e.text);
  if (e.kind === 'name' && (e.name === 'true' || e.name === 'false')) return e.name === 'true';
  return undefined;
}

/** `mutex_trylock(&x->lock)`, `!irqs_disabled()`: other assertions tell nothing here, and would be told apart all over. */
function asksAboutLocks(e: Expression): boolean {
  if (e.kind === 'unary') return asksAboutLocks(e.operand);
  if (e.kind === 'binary') return asksAboutLocks(e.left) || asksAboutLocks(e.right);
  return e.kind === 'call' && e.callee.kind === 'name' && /lock|irq|interrupt|atomic|preempt/.test(e.callee.name);
}

/** Whether evaluating `e` emits an operation. */
export function hasEffect(e: Expression): boolean {
  switch (e.kind) {
    case 'call': case 'assign': case 'update': case 'statement-expression':
      return true;
    case 'member':
      return hasEffect(e.object);
    case 'index':
      return hasEffect(e.object) || hasEffect(e.index);
    case 'unary': case 'cast':
      return hasEffect(e.operand);
    case 'binary':
      return hasEffect(e.left) || hasEffect(e.right);
    case 'conditional':
      return hasEffect(e.test) || (e.then !== undefined && hasEffect(e.then)) || hasEffect(e.otherwise);
    case 'comma':
      return e.items.some(hasEffect);
    case 'initializer':
      return e.entries.some((entry) => hasEffect(entry.value));
    case 'unknown':
      return e.children.some(hasEffect);
    default:
      return false;
  }
}
