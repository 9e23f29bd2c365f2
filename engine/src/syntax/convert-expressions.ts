/** Expression nodes → AST. The cursor is on the node before and after each call; every property read crosses into native code. */

import type { Expression, Statement, TypeName } from './ast.ts';
import { down, end, next, start, typeAt, typeOf, up, type Converter } from './converter.ts';
import { convertInitializer } from './convert-initializers.ts';
import { convertBody } from './convert-statements.ts';
import { looksLikeType } from './macro-shapes.ts';
import { isExpression, NodeType } from './node-types.ts';

export function convertExpression(c: Converter): Expression {
  return convertTyped(c, typeOf(c));
}

export function convertTyped(c: Converter, type: NodeType): Expression {
  switch (type) {
    case NodeType.Identifier: return identifier(c);
    case NodeType.Number: return literal(c, 'number');
    case NodeType.Text: return literal(c, 'string');
    case NodeType.Call: return call(c);
    case NodeType.Member: return member(c);
    case NodeType.Index: return index(c);
    case NodeType.Unary: return unary(c);
    case NodeType.Update: return update(c);
    case NodeType.Binary: return binary(c);
    case NodeType.Assign: return assignment(c);
    case NodeType.Conditional: return conditional(c);
    case NodeType.Cast: case NodeType.CompoundLiteral: return cast(c);
    case NodeType.Sizeof: return sizeofExpression(c);
    case NodeType.Parenthesized: return parenthesized(c);
    case NodeType.Comma: return comma(c);
    case NodeType.InitializerList: return convertInitializer(c);
    case NodeType.TypeDescriptor: return typeExpression(c);
    case NodeType.Compound: return statementExpression(c, convertBody(c));
    case NodeType.Extension: return lastChild(c);
    default: return unknown(c);
  }
}

function identifier(c: Converter): Expression {
  const from = start(c);
  const to = end(c);
  const mark = c.marks.size ? c.marks.get(from) : undefined;
  if (mark?.kind === 'type') return { kind: 'type', type: mark.type, start: from, end: to };
  if (mark?.kind === 'jump') return { kind: 'statement-expression', body: [jump(c, mark.statement, from, to)], start: from, end: to };
  return { kind: 'name', name: c.source.slice(from, to), start: from, end: to };
}

/** A statement handed to a macro: `return` without a value, `goto out`. */
function jump(c: Converter, statement: 'return' | 'goto' | 'break' | 'continue', from: number, to: number): Statement {
  const label = c.source.slice(from, to);
  if (statement === 'goto') return { kind: 'goto', label, start: from, end: to };
  if (statement !== 'return' || label === 'return') return { kind: statement, start: from, end: to };
  return { kind: 'return', value: { kind: 'name', name: label, start: from, end: to }, start: from, end: to };
}

function literal(c: Converter, kind: 'number' | 'string'): Expression {
  const from = start(c);
  const to = end(c);
  return { kind, text: c.source.slice(from, to), start: from, end: to };
}

export function missing(at: number): Expression {
  return { kind: 'unknown', children: [], start: at, end: at };
}

/** Converts the first child and stays on it; the node must have children. */
function first(c: Converter): Expression {
  return down(c) ? convertExpression(c) : missing(start(c));
}

/** Converts the next sibling. */
function following(c: Converter, before: number): Expression {
  return next(c) ? convertExpression(c) : missing(before);
}

function call(c: Converter): Expression {
  if (!down(c)) return unknown(c);
  const calleeType = typeOf(c);
  const callee = convertTyped(c, calleeType);
  const { args, end: to } = next(c) ? argumentList(c) : { args: [], end: callee.end };
  up(c);
  if (calleeType === NodeType.Parenthesized && args.length === 1) {
    const type = typeInParentheses(callee);
    if (type) return { kind: 'cast', type, operand: args[0], start: callee.start - 1, end: to };
  }
  return { kind: 'call', callee, args, start: callee.start, end: to };
}

/** On an argument list. */
function argumentList(c: Converter): { args: Expression[]; end: number } {
  const args: Expression[] = [];
  const to = end(c);
  if (down(c)) {
    while (next(c)) {
      const type = typeOf(c);
      if (type !== NodeType.Other) args.push(withJump(c, convertTyped(c, type)));
    }
    up(c);
  }
  return { args, end: to };
}

/** `return -EINTR` as an argument: normalisation removed the keyword and marked where the value begins. */
function withJump(c: Converter, e: Expression): Expression {
  const mark = c.marks.size ? c.marks.get(e.start) : undefined;
  if (mark?.kind !== 'jump' || e.kind === 'statement-expression') return e;
  const { start, end } = e;
  return { kind: 'statement-expression', body: [{ kind: 'return', value: e, start, end }], start, end };
}

/** The grammar takes `(u32)(x)` for a call, `(u32)-x` for a difference. */
function typeInParentheses(e: Expression): TypeName | undefined {
  return e.kind === 'name' && looksLikeType(e.name) ? { name: e.name, pointers: 0, array: false, callable: false } : undefined;
}

function member(c: Converter): Expression {
  const object = first(c);
  const arrow = next(c) && c.cursor.nodeType === '->';
  const found = next(c);
  const to = found ? end(c) : object.end;
  const field = found ? c.source.slice(start(c), to) : '';
  up(c);
  return { kind: 'member', object, field, arrow, start: object.start, end: to };
}

function index(c: Converter): Expression {
  const to = end(c);
  const object = first(c);
  next(c);
  const at = following(c, object.end);
  up(c);
  return { kind: 'index', object, index: at, start: object.start, end: to };
}

function unary(c: Converter): Expression {
  if (!down(c)) return unknown(c);
  const from = start(c);
  const operator = c.source[from] as '&';
  const operand = following(c, from + 1);
  up(c);
  return { kind: 'unary', operator, operand, start: from, end: operand.end };
}

function update(c: Converter): Expression {
  const from = start(c);
  const to = end(c);
  if (!down(c)) return unknown(c);
  const type = typeOf(c);
  const operand = type === NodeType.Other ? following(c, from + 2) : convertTyped(c, type);
  up(c);
  // `!x++` is to the grammar the update of `!x`.
  if (type === NodeType.Unary && operand.kind === 'unary' && operand.operator !== '*' && operand.operator !== '&') {
    return { ...operand, operand: { kind: 'update', operand: operand.operand, start: operand.operand.start, end: to }, end: to };
  }
  return { kind: 'update', operand, start: from, end: to };
}

function binary(c: Converter): Expression {
  if (!down(c)) return unknown(c);
  const leftType = typeOf(c);
  const left = convertTyped(c, leftType);
  const operator = next(c) ? c.cursor.nodeType : '';
  const right = following(c, left.end);
  up(c);
  if (leftType === NodeType.Parenthesized && (operator === '-' || operator === '*' || operator === '&' || operator === '+')) {
    const type = typeInParentheses(left);
    if (type) return castOfUnary(c, left, type, operator, right);
  }
  return { kind: 'binary', operator, left, right, start: left.start, end: right.end };
}

function castOfUnary(c: Converter, left: Expression, type: TypeName, operator: '-' | '*' | '&' | '+', operand: Expression): Expression {
  const at = Math.max(c.source.lastIndexOf(operator, operand.start - 1), left.end);
  return { kind: 'cast', type, operand: { kind: 'unary', operator, operand, start: at, end: operand.end }, start: left.start - 1, end: operand.end };
}

function assignment(c: Converter): Expression {
  const left = first(c);
  const operator = next(c) ? c.cursor.nodeType : '=';
  const right = following(c, left.end);
  up(c);
  return { kind: 'assign', operator, left, right, start: left.start, end: right.end };
}

function conditional(c: Converter): Expression {
  const test = first(c);
  next(c);
  let then: Expression | undefined;
  if (next(c)) {
    const type = typeOf(c);
    if (type !== NodeType.Other) {
      then = convertTyped(c, type);
      next(c);
    }
  }
  const otherwise = following(c, test.end);
  up(c);
  return { kind: 'conditional', test, then, otherwise, start: test.start, end: otherwise.end };
}

/** Casts and compound literals: `(type)`, then the operand. */
function cast(c: Converter): Expression {
  if (!down(c)) return unknown(c);
  const from = start(c);
  next(c);
  const type = typeAt(c, start(c), end(c));
  next(c);
  const operand = following(c, from);
  up(c);
  return { kind: 'cast', type, operand, start: from, end: operand.end };
}

function sizeofExpression(c: Converter): Expression {
  const from = start(c);
  const to = end(c);
  const name = /^\w+/.exec(c.source.slice(from, from + 16))?.[0] ?? 'sizeof';
  const args: Expression[] = [];
  if (down(c)) {
    while (next(c)) {
      const type = typeOf(c);
      if (type !== NodeType.Other) args.push(convertTyped(c, type));
    }
    up(c);
  }
  return { kind: 'call', callee: { kind: 'name', name, start: from, end: from + name.length }, args, start: from, end: to };
}

function parenthesized(c: Converter): Expression {
  if (!down(c)) return unknown(c);
  let inner: Expression | undefined;
  while (next(c)) {
    const type = typeOf(c);
    if (type !== NodeType.Other) inner ??= convertTyped(c, type);
    if (!c.damaged) break;
  }
  up(c);
  return inner ?? unknown(c);
}

function comma(c: Converter): Expression {
  const items: Expression[] = [];
  collectComma(c, items);
  const last = items[items.length - 1];
  return { kind: 'comma', items, start: items[0].start, end: last.end };
}

function collectComma(c: Converter, items: Expression[]): void {
  items.push(first(c));
  next(c);
  if (next(c)) {
    const type = typeOf(c);
    if (type === NodeType.Comma) collectComma(c, items);
    else items.push(convertTyped(c, type));
  }
  up(c);
}

function typeExpression(c: Converter): Expression {
  const from = start(c);
  const to = end(c);
  return { kind: 'type', type: typeAt(c, from, to), start: from, end: to };
}

function statementExpression(c: Converter, body: Statement[]): Expression {
  return { kind: 'statement-expression', body, start: start(c), end: end(c) };
}

function lastChild(c: Converter): Expression {
  if (!down(c)) return unknown(c);
  let last: Expression | undefined;
  do {
    const type = typeOf(c);
    if (type !== NodeType.Other) last = convertTyped(c, type);
  } while (next(c));
  up(c);
  return last ?? unknown(c);
}

/** Whatever can be read inside. */
export function unknown(c: Converter): Expression {
  const children: Expression[] = [];
  const from = start(c);
  const to = end(c);
  if (c.cursor.gotoFirstChild()) {
    do {
      const type = typeOf(c);
      if (isExpression(type) || type === NodeType.Compound) children.push(convertTyped(c, type));
      else if (type === NodeType.Error) children.push(unknown(c));
    } while (c.cursor.gotoNextSibling());
    up(c);
  }
  return { kind: 'unknown', children, start: from, end: to };
}
