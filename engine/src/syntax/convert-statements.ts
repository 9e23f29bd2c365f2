/** Statement nodes → AST. Macros that normalisation turned into `while` and `if` get their own shape back. */

import type { Declarator, Expression, Statement } from './ast.ts';
import { branchStatements } from './branches.ts';
import { down, end, next, start, typeOf, up, type Converter } from './converter.ts';
import { convertExpression, convertTyped, unknown } from './convert-expressions.ts';
import { declaresFunctionPointer, readDeclaration, type DeclaratorTokens } from './declarations.ts';
import { isExpression, isStatement, NodeType } from './node-types.ts';
import { tokenAt, word } from './tokens.ts';

/** The statements of the compound statement the cursor is on. */
export function convertBody(c: Converter): Statement[] {
  const body: Statement[] = [];
  if (c.cursor.gotoFirstChild()) {
    do {
      const type = typeOf(c);
      if (type !== NodeType.Other) body.push(convertTypedStatement(c, type));
    } while (c.cursor.gotoNextSibling());
    up(c);
  }
  return c.groups.length ? branchStatements(body, c.groups, c.source) : body;
}

export function convertStatement(c: Converter): Statement {
  return convertTypedStatement(c, typeOf(c));
}

function convertTypedStatement(c: Converter, type: NodeType): Statement {
  switch (type) {
    case NodeType.Compound: return { kind: 'block', start: start(c), end: end(c), body: convertBody(c) };
    case NodeType.ExpressionStatement: return expressionStatement(c);
    case NodeType.Declaration: return declaration(c);
    case NodeType.If: return ifStatement(c);
    case NodeType.While: return whileStatement(c);
    case NodeType.Do: return doStatement(c);
    case NodeType.For: return forStatement(c);
    case NodeType.Switch: return switchStatement(c);
    case NodeType.Case: return caseStatement(c);
    case NodeType.Labeled: return labeled(c);
    case NodeType.Goto: return { kind: 'goto', label: labelText(c), start: start(c), end: end(c) };
    case NodeType.Break: return { kind: 'break', start: start(c), end: end(c) };
    case NodeType.Continue: return { kind: 'continue', start: start(c), end: end(c) };
    case NodeType.Return: return returnStatement(c);
    default: return isExpression(type) ? bareExpression(c, type) : unknownStatement(c);
  }
}

function bareExpression(c: Converter, type: NodeType): Statement {
  const expression = convertTyped(c, type);
  return { kind: 'expression', expression, start: expression.start, end: expression.end };
}

function expressionStatement(c: Converter): Statement {
  const from = start(c);
  const to = end(c);
  let expression: Expression | undefined;
  if (down(c)) {
    const type = typeOf(c);
    if (type !== NodeType.Other) expression = convertTyped(c, type);
    up(c);
  }
  if (!expression) return { kind: 'block', body: [], start: from, end: to };
  if (declaresFunctionPointer(c.tokens, tokenAt(c.tokens, from))) return declarationOf(c, from, to, assigned(expression));
  return { kind: 'expression', expression, start: from, end: to };
}

/** Of `foo_t *(*run)(void) = g, (*stop)(foo_t) = h`, which the grammar takes for an expression. */
function assigned(e: Expression): Expression[] {
  if (e.kind === 'comma') return e.items.flatMap(assigned);
  if (e.kind === 'binary') return assigned(e.right);
  return e.kind === 'assign' ? [e.right] : [];
}

/** Types and names come from the tokens, which still have their attributes; the tree gives the initialisers. */
function declaration(c: Converter): Statement {
  return declarationOf(c, start(c), end(c));
}

function declarationOf(c: Converter, from: number, to: number, given?: Expression[]): Statement {
  const { tokens } = c;
  const read = readDeclaration({ t: tokens, attributes: [] }, tokenAt(tokens, from), tokenAt(tokens, to));
  const values = given ?? (read.declarators.some((d) => d.initializer >= 0) ? initializers(c) : []);
  const declarators = read.declarators.map((d) => declarator(c, d, read.specifiers.storage, values));
  return { kind: 'declaration', declarators, start: from, end: to };
}

function initializers(c: Converter): Expression[] {
  const values: Expression[] = [];
  if (!down(c)) return values;
  do {
    const name = c.cursor.nodeType;
    if (name !== 'init_declarator' || !down(c)) continue;
    const value = valueBehindSign(c);
    up(c);
    if (value) values.push(value);
  } while (next(c));
  up(c);
  return values;
}

/** On the first child of an `init_declarator`. */
function valueBehindSign(c: Converter): Expression | undefined {
  while (next(c)) if (c.cursor.nodeType === '=') return next(c) ? convertExpression(c) : undefined;
  return undefined;
}

function declarator({ tokens }: Converter, d: DeclaratorTokens, storage: Declarator['storage'], values: Expression[]): Declarator {
  const from = d.initializer >= 0 ? tokens.start[d.initializer] : 0;
  const to = d.next > 0 ? tokens.end[d.next - 1] : 0;
  const initializer = d.initializer < 0 ? undefined : values.find((v) => v.start >= from && v.start < to);
  const name = { start: tokens.start[d.nameToken], end: tokens.end[d.nameToken] };
  return { name: d.name, type: d.type, initializer, storage, cleanup: d.cleanup, ...name };
}

function missingStatement(at: number): Statement {
  return { kind: 'block', body: [], start: at, end: at };
}

function followingStatement(c: Converter, before: number): Statement {
  return next(c) ? convertStatement(c) : missingStatement(before);
}

function ifStatement(c: Converter): Statement {
  const from = start(c);
  const to = end(c);
  const mark = c.marks.size ? c.marks.get(from) : undefined;
  if (mark?.kind === 'loop' || mark?.kind === 'scoped-guard') return macroStatement(c, mark.kind, mark.macro, from, to);
  if (!down(c) || !next(c)) return unknownStatement(c);
  const head = convertExpression(c);
  const test: Expression = mark?.kind === 'branch' ? macroCall(mark.macro, from, head) : head;
  const then = followingStatement(c, head.end);
  let otherwise: Statement | undefined;
  if (next(c) && down(c)) {
    otherwise = followingStatement(c, then.end);
    up(c);
  }
  up(c);
  return { kind: 'if', test, then, otherwise, start: from, end: to };
}

function macroCall(macro: string, from: number, head: Expression): Expression {
  return { kind: 'call', callee: { kind: 'name', name: macro, start: from, end: from + macro.length }, args: argumentsOf(head), start: from, end: head.end + 1 };
}

function argumentsOf(head: Expression): readonly Expression[] {
  if (head.kind === 'comma') return head.items;
  // The condition of a macro without arguments is a `1` that is not in the file.
  return head.kind === 'number' && head.text !== '1' && !/^[\d']/.test(head.text) ? [] : [head];
}

function whileStatement(c: Converter): Statement {
  const from = start(c);
  const to = end(c);
  const mark = c.marks.size ? c.marks.get(from) : undefined;
  if (mark?.kind === 'loop' || mark?.kind === 'scoped-guard') return macroStatement(c, mark.kind, mark.macro, from, to);
  if (!down(c) || !next(c)) return unknownStatement(c);
  const test = convertExpression(c);
  const body = followingStatement(c, test.end);
  up(c);
  return { kind: 'while', test, body, start: from, end: to };
}

function macroStatement(c: Converter, kind: 'loop' | 'scoped-guard', macro: string, from: number, to: number): Statement {
  if (!down(c) || !next(c)) return unknownStatement(c);
  const args = argumentsOf(convertExpression(c)).map((e) => jumpArgument(c, e));
  const body = followingStatement(c, from + macro.length);
  up(c);
  if (kind === 'loop') return { kind: 'macro-loop', macro, args, body, start: from, end: to };
  const [guard, ...rest] = args;
  return { kind: 'scoped-guard', macro, guard: guard ? c.source.slice(guard.start, guard.end) : '', args: rest, body, start: from, end: to };
}

function jumpArgument(c: Converter, e: Expression): Expression {
  const mark = c.marks.get(e.start);
  if (mark?.kind !== 'jump' || e.kind === 'statement-expression') return e;
  return { kind: 'statement-expression', body: [{ kind: 'return', value: e, start: e.start, end: e.end }], start: e.start, end: e.end };
}

function doStatement(c: Converter): Statement {
  const from = start(c);
  const to = end(c);
  if (!down(c)) return unknownStatement(c);
  const body = followingStatement(c, from + 2);
  next(c);
  const mark = c.marks.size ? c.marks.get(start(c)) : undefined;
  const head = next(c) ? convertExpression(c) : unknown(c);
  up(c);
  const test = mark?.kind === 'loop' ? macroCall(mark.macro, head.start, head) : head;
  return { kind: 'do', body, test, start: from, end: to };
}

function forStatement(c: Converter): Statement {
  const from = start(c);
  const to = end(c);
  let init: Statement | undefined;
  const parts: (Expression | undefined)[] = [undefined, undefined, undefined];
  let part = 0;
  let body: Statement | undefined;
  if (!down(c)) return unknownStatement(c);
  while (next(c)) {
    const name = c.cursor.nodeType;
    if (name === ';') part = Math.min(part + 1, 2);
    else if (name === ')') {
      body = followingStatement(c, to);
      break;
    } else if (name !== '(') {
      const type = typeOf(c);
      if (type === NodeType.Declaration) {
        init = declaration(c);
        part = 1;
      } else parts[part] = convertTyped(c, type);
    }
  }
  up(c);
  const [first, test, update] = parts;
  if (first) init = { kind: 'expression', expression: first, start: first.start, end: first.end };
  return { kind: 'for', init, test, update, body: body ?? missingStatement(to), start: from, end: to };
}

function switchStatement(c: Converter): Statement {
  const from = start(c);
  const to = end(c);
  if (!down(c) || !next(c)) return unknownStatement(c);
  const subject = convertExpression(c);
  const body = followingStatement(c, subject.end);
  up(c);
  return { kind: 'switch', subject, body, start: from, end: to };
}

function caseStatement(c: Converter): Statement {
  const from = start(c);
  const to = end(c);
  let value: Expression | undefined;
  const body: Statement[] = [];
  if (down(c)) {
    while (next(c)) {
      const type = typeOf(c);
      if (isExpression(type) && value === undefined && body.length === 0) value = range(c, convertTyped(c, type));
      else if (type !== NodeType.Other) body.push(convertTypedStatement(c, type));
    }
    up(c);
  }
  return { kind: 'case', value, body: c.groups.length ? branchStatements(body, c.groups, c.source) : body, start: from, end: to };
}

/** `case 1 ... 5:` reached the grammar as `1 | 5`. */
function range(c: Converter, value: Expression): Expression {
  if (value.kind !== 'binary' || value.operator !== '|') return value;
  return c.source.slice(value.left.end, value.right.start).includes('...') ? { ...value, operator: '...' } : value;
}

function labeled(c: Converter): Statement {
  const from = start(c);
  const to = end(c);
  const { tokens } = c;
  const name = word(tokens, tokenAt(tokens, from));
  let statement: Statement | undefined;
  if (down(c)) {
    while (next(c)) {
      const type = typeOf(c);
      if (type !== NodeType.Other) statement = convertTypedStatement(c, type);
    }
    up(c);
  }
  return { kind: 'label', name, statement, start: from, end: to };
}

/** On a `goto`. */
function labelText(c: Converter): string {
  let text = '';
  if (down(c)) {
    if (next(c)) text = c.source.slice(start(c), end(c));
    up(c);
  }
  return text;
}

function returnStatement(c: Converter): Statement {
  const from = start(c);
  const to = end(c);
  let value: Expression | undefined;
  if (down(c)) {
    if (next(c)) {
      const type = typeOf(c);
      if (type !== NodeType.Other) value = convertTyped(c, type);
    }
    up(c);
  }
  return { kind: 'return', value, start: from, end: to };
}

/** Whatever can be read inside, in order. */
export function unknownStatement(c: Converter): Statement {
  const from = start(c);
  const to = end(c);
  const children: Statement[] = [];
  if (c.cursor.gotoFirstChild()) {
    do {
      const type = typeOf(c);
      if (isStatement(type)) children.push(convertTypedStatement(c, type));
      else if (isExpression(type)) children.push(bareExpression(c, type));
      else if (type === NodeType.Error) children.push(unknownStatement(c));
    } while (c.cursor.gotoNextSibling());
    up(c);
  }
  return { kind: 'unknown', children, start: from, end: to };
}
