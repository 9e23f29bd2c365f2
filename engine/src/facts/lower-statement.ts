/** Lowers statements to branches and jumps, ending `guard()` scopes on every way out. */

import type { Expression, Statement } from '../syntax/ast.ts';
import { isCapitals, isCount } from '../syntax/macro-shapes.ts';
import type { FunctionBuilder, Patch, Place } from './function-builder.ts';
import { createExpressionLowering, type ExpressionLowering } from './lower-expression.ts';
import { typeText } from './type-text.ts';
import { BinaryOperator, Expr, Op, StoreKind, type ExpressionId } from './types.ts';

/** A block with the guards begun in it so far; `breaks`/`continues` on the blocks that catch them. */
interface Scope {
  readonly owner: object;
  readonly guards: ExpressionId[];
  readonly breaks?: Patch[];
  readonly continues?: Patch[];
}

interface Goto {
  readonly jump: number;
  readonly label: string;
}

/** Lowers the body of the function that was begun; afterwards every path ends in a Return. */
export type BodyLowering = (body: readonly Statement[], end: Place) => void;

export function createBodyLowering(f: FunctionBuilder): BodyLowering {
  const scopes: Scope[] = [];
  const expressions: ExpressionLowering = createExpressionLowering(f, { block: valueOfBlock, holdGuard });
  let body: readonly Statement[] = [];
  let end: Place = { start: 0, end: 0 };
  let labels = new Map<string, number>();
  let gotos: Goto[] = [];
  let labelScopes: ReadonlyMap<string, readonly object[]> = labelScopesOf([]);

  return (ofFunction, at) => {
    [body, end] = [ofFunction, at];
    labels = new Map();
    gotos = [];
    labelScopes = labelScopesOf(body);
    scopes.length = 0;
    scopes.push({ owner: body, guards: [] });
    body.forEach(statement);
    endGuards(0, end);
    f.emit(Op.Return, -1, 0, 0, end);
    for (const { jump, label } of gotos) f.patch([[jump, 1]], labels.get(label) ?? f.here() - 1);
  };

  function statement(s: Statement): void {
    switch (s.kind) {
      case 'expression': return expression(s.expression);
      case 'declaration': return declaration(s);
      case 'block': return block(s, s.body);
      case 'if': return conditional(s);
      case 'while': return whileLoop(s);
      case 'do': return doLoop(s);
      case 'for': return forLoop(s);
      case 'macro-loop': return macroLoop(s);
      case 'scoped-guard': return scopedGuard(s);
      case 'switch': return switchStatement(s);
      case 'case': return s.body.forEach(statement);
      case 'label':
        labels.set(s.name, f.here());
        if (s.statement) statement(s.statement);
        return;
      case 'goto': return leaveTo(s);
      case 'break': return leaveLoop('breaks', s);
      case 'continue': return leaveLoop('continues', s);
      case 'return': return leaveFunction(s);
      case 'unknown': return s.children.forEach(statement);
    }
  }

  /** `static DEFINE_SPINLOCK(lock);`, `DECLARE_WAITQUEUE(wait, current);`: a variable of this block. */
  function expression(e: Expression): void {
    const name = declaredByMacro(e);
    if (name !== undefined) f.declare(name, '');
    expressions.value(e);
  }

  function block(owner: object, statements: readonly Statement[]): void {
    inScope({ owner, guards: [] }, owner as Place, () => statements.forEach(statement));
  }

  function inScope(scope: Scope, at: Place, lower: () => void): void {
    scopes.push(scope);
    f.openScope();
    lower();
    endGuards(scopes.length - 1, { start: Math.max(at.end - 1, at.start), end: at.end });
    f.closeScope();
    scopes.pop();
  }

  function valueOfBlock(statements: readonly Statement[]): ExpressionId {
    let value: ExpressionId | undefined;
    const at = { start: statements[0]?.start ?? end.start, end: statements.at(-1)?.end ?? end.end };
    inScope({ owner: statements, guards: [] }, at, () => {
      statements.forEach((s, i) => {
        if (i === statements.length - 1 && s.kind === 'expression') value = expressions.value(s.expression);
        else statement(s);
      });
    });
    return value ?? f.other();
  }

  function holdGuard(call: ExpressionId): void {
    scopes[scopes.length - 1].guards.push(call);
  }

  /** Ends the guards of all scopes from the innermost down to number `from`. */
  function endGuards(from: number, at: Place): void {
    for (let i = scopes.length - 1; i >= from; i--)
      for (const guard of scopes[i].guards.toReversed()) f.emit(Op.GuardEnd, guard, 0, 0, at);
  }

  function declaration(s: Extract<Statement, { kind: 'declaration' }>): void {
    for (const d of s.declarators) {
      if (d.name === '' || d.storage === 'typedef' || (d.type.callable && d.type.pointers === 0 && d.storage === 'extern')) continue;
      const variable = f.declare(d.name, typeText(d.type));
      if (d.initializer) expressions.store(variable, d.initializer, d);
    }
  }

  function conditional(s: Extract<Statement, { kind: 'if' }>): void {
    const { whenTrue, whenFalse } = expressions.condition(s.test);
    f.patch(whenTrue, f.here());
    statement(s.then);
    if (!s.otherwise) return f.patch(whenFalse, f.here());
    const over = jump(s);
    f.patch(whenFalse, f.here());
    statement(s.otherwise);
    f.patch([over], f.here());
  }

  function whileLoop(s: Extract<Statement, { kind: 'while' }>): void {
    const top = f.here();
    const { whenTrue, whenFalse } = expressions.condition(s.test);
    f.patch(whenTrue, f.here());
    const { breaks, continues } = loopBody(s.body);
    f.patch(continues, top);
    f.patch([jump(s)], top);
    f.patch([...whenFalse, ...breaks], f.here());
  }

  function doLoop(s: Extract<Statement, { kind: 'do' }>): void {
    const top = f.here();
    const { breaks, continues } = loopBody(s.body);
    f.patch(continues, f.here());
    const { whenTrue, whenFalse } = expressions.condition(s.test);
    f.patch(whenTrue, top);
    f.patch([...whenFalse, ...breaks], f.here());
  }

  function forLoop(s: Extract<Statement, { kind: 'for' }>): void {
    inScope({ owner: s, guards: [] }, s, () => {
      if (s.init) statement(s.init);
      const first = runsAtLeastOnce(s) ? [jump(s)] : [];
      const top = f.here();
      const test = s.test ? expressions.condition(s.test) : { whenTrue: [], whenFalse: [] };
      f.patch([...first, ...test.whenTrue], f.here());
      const { breaks, continues } = loopBody(s.body);
      f.patch(continues, f.here());
      if (s.update) expressions.value(s.update);
      f.patch([jump(s)], top);
      f.patch([...test.whenFalse, ...breaks], f.here());
    });
  }

  /** The iteration variable, always a plain name among the arguments, takes a value that we do not know. */
  function macroLoop(s: Extract<Statement, { kind: 'macro-loop' }>): void {
    const args = s.args.map(expressions.value);
    const id = f.call(f.node(Expr.Global, f.pool.intern(s.macro)), args, s.args);
    f.emit(Op.Call, id, 0, 0, { start: s.start, end: s.start + s.macro.length });
    for (const variable of args) if (f.kindOf(variable) === Expr.Local) f.emit(Op.Store, variable, f.other(), StoreKind.Change, s);
    const top = f.emit(Op.Branch, -1, 0, 0, s);
    f.patch([[top, 1]], f.here());
    const { breaks, continues } = loopBody(s.body);
    for (const variable of args) if (f.kindOf(variable) === Expr.Local) f.emit(Op.Store, variable, f.other(), StoreKind.Change, s);
    f.patch([...continues, jump(s)], top);
    f.patch([[top, 2], ...breaks], f.here());
  }

  function loopBody(body: Statement): { breaks: Patch[]; continues: Patch[] } {
    const scope = { owner: body, guards: [], breaks: [] as Patch[], continues: [] as Patch[] };
    inScope(scope, body, () => (body.kind === 'block' ? body.body.forEach(statement) : statement(body)));
    return scope;
  }

  function scopedGuard(s: Extract<Statement, { kind: 'scoped-guard' }>): void {
    const mayFail = s.macro.includes('cond');
    const written = mayFail ? s.args.slice(1) : s.args;
    const args = written.map(expressions.value);
    const id = f.call(f.node(Expr.Global, f.pool.intern(`guard:${s.guard}`)), args, written);
    f.emit(Op.Call, id, 0, 0, { start: s.start, end: s.start + s.macro.length });
    const failed: Patch[] = mayFail ? [[f.emit(Op.Branch, id, f.here() + 1, 0, s), 2]] : [];
    const scope = { owner: s, guards: [id], breaks: [] as Patch[], continues: [] as Patch[] };
    inScope(scope, s, () => statement(s.body));
    const over = mayFail ? [jump(s)] : [];
    f.patch(failed, f.here());
    if (mayFail && s.args[0]) expressions.value(s.args[0]);
    f.patch([...scope.breaks, ...scope.continues, ...over], f.here());
  }

  function switchStatement(s: Extract<Statement, { kind: 'switch' }>): void {
    const subject = expressions.value(s.subject);
    const cases = casesOf(s.body);
    const entries = cases.map((c): { c: typeof c; patch: Patch } => {
      if (!c.value) return { c, patch: [-1, 1] };
      const test = f.binary(BinaryOperator.Equal, subject, expressions.value(c.value));
      const branch = f.emit(Op.Branch, test, 0, 0, c.value);
      f.patch([[branch, 2]], f.here());
      return { c, patch: [branch, 1] };
    });
    const otherwise = jump(s);
    const scope = { owner: s, guards: [], breaks: [] as Patch[] };
    const starts = new Map<object, number>();
    inScope(scope, s, () => lowerCases(s.body, starts));
    for (const { c, patch } of entries) f.patch([patch[0] === -1 ? otherwise : patch], starts.get(c) ?? f.here());
    f.patch(cases.some((c) => !c.value) ? scope.breaks : [...scope.breaks, otherwise], f.here());
  }

  function lowerCases(body: Statement, starts: Map<object, number>): void {
    if (body.kind !== 'block') return statement(body);
    for (const s of body.body) {
      if (s.kind === 'case') starts.set(s, f.here());
      statement(s);
    }
  }

  function jump(at: Place): Patch {
    return [f.emit(Op.Jump, 0, 0, 0, at), 1];
  }

  function leaveLoop(kind: 'breaks' | 'continues', at: Place): void {
    const target = scopes.findLastIndex((scope) => scope[kind] !== undefined);
    if (target === -1) return;
    endGuards(target, at);
    scopes[target][kind]!.push(jump(at));
  }

  function leaveTo(s: Extract<Statement, { kind: 'goto' }>): void {
    const targets = labelScopes.get(s.label) ?? [];
    const shared = scopes.findLastIndex((scope) => scope.owner === body || targets.includes(scope.owner));
    endGuards(shared + 1, s);
    gotos.push({ jump: f.emit(Op.Jump, 0, 0, 0, s), label: s.label });
  }

  function leaveFunction(s: Extract<Statement, { kind: 'return' }>): void {
    if (s.value?.kind === 'conditional' && s.value.then) {
      const { whenTrue, whenFalse } = expressions.condition(s.value.test);
      f.patch(whenTrue, f.here());
      returnValue(s.value.then, s);
      f.patch(whenFalse, f.here());
      return returnValue(s.value.otherwise, s);
    }
    if (s.value?.kind === 'binary' && (s.value.operator === '&&' || s.value.operator === '||')) {
      const { whenTrue, whenFalse } = expressions.condition(s.value);
      f.patch(whenTrue, f.here());
      returnValue({ kind: 'number', text: '1', start: s.value.start, end: s.value.end }, s);
      f.patch(whenFalse, f.here());
      return returnValue({ kind: 'number', text: '0', start: s.value.start, end: s.value.end }, s);
    }
    returnValue(s.value, s);
  }

  function returnValue(e: Expression | undefined, at: Place): void {
    const value = e ? expressions.value(e) : -1;
    endGuards(0, at);
    f.emit(Op.Return, value, 0, 0, at);
  }
}

/** For each label the blocks that enclose it: a goto ends the guards of the others. */
function labelScopesOf(body: readonly Statement[]): Map<string, readonly object[]> {
  const found = new Map<string, readonly object[]>();
  const owners: object[] = [body];
  const visitAll = (statements: readonly Statement[]): void => {
    for (const s of statements) visit(s);
  };
  const visit = (s: Statement): void => {
    if (s.kind === 'label') {
      found.set(s.name, [...owners]);
      if (s.statement) visit(s.statement);
      return;
    }
    owners.push(s);
    switch (s.kind) {
      case 'block': case 'case': visitAll(s.body); break;
      case 'if': visit(s.then); if (s.otherwise) visit(s.otherwise); break;
      case 'while': case 'do': case 'for': case 'macro-loop': case 'scoped-guard': case 'switch': visit(s.body); break;
      case 'unknown': visitAll(s.children); break;
    }
    owners.pop();
  };
  visitAll(body);
  return found;
}

/** `for (i = 0; i < MAX_RETRIES; i++)`, `for (i = RINGS; i > 0; i--)`: from or to zero, the other end a number or what is named like one. */
function runsAtLeastOnce({ init, test }: Extract<Statement, { kind: 'for' }>): boolean {
  const start = init && startOf(init);
  if (!start || test?.kind !== 'binary' || test.left.kind !== 'name' || test.left.name !== start.name) return false;
  if (test.operator === '<') return isZero(start.value) && isPositive(test.right);
  return (test.operator === '>' || test.operator === '>=') && isZero(test.right) && isPositive(start.value);
}

/** `i = 0`, `int i = 0`. */
function startOf(init: Statement): { readonly name: string; readonly value: Expression } | undefined {
  const declarator = init.kind === 'declaration' && init.declarators.length === 1 ? init.declarators[0] : undefined;
  const assigned = init.kind === 'expression' && init.expression.kind === 'assign' && init.expression.operator === '=' ? init.expression : undefined;
  const name = declarator ? declarator.name : assigned?.left.kind === 'name' ? assigned.left.name : undefined;
  const value = declarator ? declarator.initializer : assigned?.right;
  return name !== undefined && value ? { name, value } : undefined;
}

function isZero(e: Expression): boolean {
  return e.kind === 'number' && Number(e.text) === 0;
}

/** A number, a constant's name, `ARRAY_SIZE(x)`, or one less of these: nobody writes a loop that never runs. */
function isPositive(e: Expression): boolean {
  if (e.kind === 'number') return Number(e.text) > 0;
  if (e.kind === 'binary' && e.operator === '-') return e.right.kind === 'number' && isPositive(e.left);
  return e.kind === 'name' ? isCapitals(e.name) : e.kind === 'call' && e.callee.kind === 'name' && isCount(e.callee.name);
}

function casesOf(body: Statement): Extract<Statement, { kind: 'case' }>[] {
  return body.kind === 'block' ? body.body.filter((s) => s.kind === 'case') : body.kind === 'case' ? [body] : [];
}

function declaredByMacro(e: Expression): string | undefined {
  return e.kind === 'call' && e.callee.kind === 'name' ? variableOfMacro(e.callee.name, e.args) : undefined;
}

/** `DEFINE_SPINLOCK(lock)` declares `lock`. */
export function variableOfMacro(macro: string, [variable]: readonly Expression[]): string | undefined {
  return /^(DEFINE|DECLARE)_/.test(macro) && variable?.kind === 'name' ? variable.name : undefined;
}
