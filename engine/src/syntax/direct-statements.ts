/** Statements from tokens. What macros stand for is decided as in `normalize-statements.ts`, of which this knows the common half. */

import type { Declarator, Expression, Statement } from './ast.ts';
import { branchStatements } from './branches.ts';
import { declaresFunctionPointer, readDeclaration, type DeclaratorTokens } from './declarations.ts';
import { readArguments } from './direct-arguments.ts';
import { readAssignment, readConditional, readExpression, readInitializer } from './direct-expressions.ts';
import { closeOf, expect, giveUp, lastEnd, peek, type DirectReader } from './direct-reader.ts';
import { isCapitals, isScopedGuard, isStatementWord, looksLikeLoop, Role, roleAt } from './macro-shapes.ts';
import { mayGovern } from './normalize-statements.ts';
import { Gap, Kind, word } from './tokens.ts';

/** `{ … }` */
export function readBlock(d: DirectReader): Statement {
  const { t } = d;
  const open = d.i;
  const close = closeOf(d, open, Kind.CloseBrace);
  d.i++;
  const body = readStatements(d, close);
  d.i = close + 1;
  return { kind: 'block', start: t.start[open], end: t.end[close], body };
}

/** Up to a token, which is not read. */
export function readStatements(d: DirectReader, to: number): Statement[] {
  const body: Statement[] = [];
  while (d.i < to) {
    const statement = readStatement(d);
    if (!isTypeOnly(statement)) body.push(statement);
  }
  if (d.i !== to) giveUp();
  return foldBranches(d, body);
}

/** `struct foo { … };` makes nothing that runs. */
function isTypeOnly(s: Statement): boolean {
  return s.kind === 'declaration' && s.declarators.length === 0;
}

function foldBranches(d: DirectReader, body: Statement[]): Statement[] {
  return d.groups.length ? branchStatements(body, d.groups, d.t.text) : body;
}

function readStatement(d: DirectReader): Statement {
  const { t } = d;
  switch (peek(d)) {
    case Kind.OpenBrace: return readBlock(d);
    case Kind.Semicolon: {
      const at = d.i++;
      return { kind: 'block', body: [], start: t.start[at], end: t.end[at] };
    }
    case Kind.Word: return wordStatement(d);
    default: return expressionStatement(d);
  }
}

function wordStatement(d: DirectReader): Statement {
  const { t } = d;
  const w = word(t, d.i);
  const role = roleAt(t, d.i);
  switch (role) {
    case 0: return plainStatement(d, w);
    case Role.Control: return control(d, w);
    case Role.Prefix: return w === 'do' ? doStatement(d) : giveUp();
    case Role.Case: return caseStatement(d, w);
    case Role.Jump: return jump(d, w);
    case Role.Asm: return assembly(d);
    case Role.Attribute: case Role.AttributeWithArguments:
      d.i = role === Role.Attribute ? d.i + 1 : closeOf(d, d.i + 1, Kind.Close) + 1;
      return readStatement(d);
    case Role.Storage: case Role.Qualifier: case Role.Primitive: case Role.Tag: case Role.Typeof: return declaration(d);
    default: return giveUp();
  }
}

/** The end of a statement: its semicolon. */
function semicolon(d: DirectReader): number {
  if (d.i === d.to && d.appended >= 0) return d.appended;
  expect(d, Kind.Semicolon);
  return lastEnd(d);
}

function expressionStatement(d: DirectReader): Statement {
  const start = d.t.start[d.i];
  const expression = readExpression(d);
  return { kind: 'expression', expression, start, end: semicolon(d) };
}

/** In the parentheses behind a control word. */
function head(d: DirectReader): Expression {
  const close = closeOf(d, expectOpen(d), Kind.Close);
  if (peek(d) === Kind.OpenBrace) giveUp();
  const expression = readExpression(d);
  if (d.i !== close) giveUp();
  d.i++;
  return expression;
}

/** Steps over an opening parenthesis and returns its token. */
function expectOpen(d: DirectReader): number {
  expect(d, Kind.Open);
  return d.i - 1;
}

function control(d: DirectReader, w: string): Statement {
  const start = d.t.start[d.i++];
  if (w === 'for') return forStatement(d, start);
  const test = head(d);
  const body = readStatement(d);
  if (w === 'switch') return { kind: 'switch', subject: test, body, start, end: body.end };
  if (w === 'while') return { kind: 'while', test, body, start, end: body.end };
  if (peek(d) !== Kind.Word || word(d.t, d.i) !== 'else') return { kind: 'if', test, then: body, otherwise: undefined, start, end: body.end };
  d.i++;
  const otherwise = readStatement(d);
  return { kind: 'if', test, then: body, otherwise, start, end: otherwise.end };
}

function forStatement(d: DirectReader, start: number): Statement {
  const close = closeOf(d, expectOpen(d), Kind.Close);
  let init: Statement | undefined;
  if (peek(d) === Kind.Semicolon) d.i++;
  else {
    const first = readStatement(d);
    if (first.kind === 'declaration') init = first;
    else if (first.kind === 'expression') init = { ...first, start: first.expression.start, end: first.expression.end };
    else giveUp();
  }
  const test = peek(d) === Kind.Semicolon ? undefined : readExpression(d);
  expect(d, Kind.Semicolon);
  const update = d.i === close ? undefined : readExpression(d);
  if (d.i !== close) giveUp();
  d.i++;
  const body = readStatement(d);
  return { kind: 'for', init, test, update, body, start, end: body.end };
}

function doStatement(d: DirectReader): Statement {
  const { t } = d;
  const start = t.start[d.i++];
  const body = readStatement(d);
  if (peek(d) !== Kind.Word || word(t, d.i) !== 'while') giveUp();
  d.i++;
  const test = head(d);
  return { kind: 'do', body, test, start, end: semicolon(d) };
}

/** A label takes the statements up to the next one. */
function caseStatement(d: DirectReader, w: string): Statement {
  const { t } = d;
  const start = t.start[d.i++];
  const value = w === 'case' ? caseValue(d) : undefined;
  expect(d, Kind.Colon);
  const body: Statement[] = [];
  let end = lastEnd(d);
  while (d.i < d.to && t.kind[d.i] !== Kind.CloseBrace && !isCase(d)) {
    const statement = readStatement(d);
    if (!isTypeOnly(statement)) body.push(statement);
    end = statement.end;
  }
  return { kind: 'case', value, body: foldBranches(d, body), start, end };
}

function isCase({ t, i }: DirectReader): boolean {
  return t.kind[i] === Kind.Word && roleAt(t, i) === Role.Case;
}

function caseValue(d: DirectReader): Expression {
  const left = readConditional(d);
  if (peek(d) !== Kind.Ellipsis) return left;
  d.i++;
  const right = readConditional(d);
  if (!isSimple(left) || !isSimple(right)) giveUp();
  return { kind: 'binary', operator: '...', left, right, start: left.start, end: right.end };
}

/** The grammar reads a range as `a | b`. */
function isSimple(e: Expression): boolean {
  return e.kind !== 'binary' && e.kind !== 'conditional';
}

function jump(d: DirectReader, w: string): Statement {
  const { t } = d;
  const start = t.start[d.i++];
  if (w === 'return') {
    const isBare = peek(d) === Kind.Semicolon || (d.i === d.to && d.appended >= 0);
    const value = isBare ? undefined : readExpression(d);
    return { kind: 'return', value, start, end: semicolon(d) };
  }
  if (w === 'goto') {
    if (peek(d) !== Kind.Word || roleAt(t, d.i) !== 0) giveUp();
    const label = word(t, d.i++);
    return { kind: 'goto', label, start, end: semicolon(d) };
  }
  return { kind: w === 'break' ? 'break' : 'continue', start, end: semicolon(d) };
}

/** Assembly changes nothing that is followed here; its semicolon stays. */
function assembly(d: DirectReader): Statement {
  while (peek(d) === Kind.Word) d.i++;
  if (peek(d) !== Kind.Open) giveUp();
  d.i = closeOf(d, d.i, Kind.Close) + 1;
  return peek(d) === Kind.Semicolon ? readStatement(d) : giveUp();
}

/** A statement that begins with a word of no special role. */
function plainStatement(d: DirectReader, w: string): Statement {
  const { t } = d;
  const i = d.i;
  switch (peek(d, 1)) {
    case Kind.Colon: return label(d, w);
    case Kind.Open: return declaresFunctionPointer(t, i) ? declaration(d) : callStatement(d, w);
    case Kind.CloseBrace: case Kind.OpenBrace: return giveUp();
    case Kind.Star: return declaresFunctionPointer(t, i) || startsDeclaration(d, i) ? declaration(d) : expressionStatement(d);
    case Kind.Word: {
      const role = roleAt(t, i + 1);
      if (isStatementWord(role) || role === Role.Case) giveUp();
      if (t.gap[i + 1] & Gap.NewLine && (isCapitals(w) || peek(d, 2) === Kind.Colon)) giveUp();
      return declaration(d);
    }
    default: return expressionStatement(d);
  }
}

/** `word * word`, then what only a declarator may have behind it. A product whose value is dropped does not stand alone in C. */
function startsDeclaration({ t, to }: DirectReader, i: number): boolean {
  i++;
  while (i < to && (t.kind[i] === Kind.Star || (t.kind[i] === Kind.Word && isQualifier(roleAt(t, i))))) i++;
  if (i + 1 >= to || t.kind[i] !== Kind.Word || roleAt(t, i) !== 0) giveUp();
  const next = t.kind[i + 1];
  if (next === Kind.Word && isQualifier(roleAt(t, i + 1))) return true;
  if (next !== Kind.Semicolon && next !== Kind.Assign && next !== Kind.Comma && next !== Kind.OpenSquare) giveUp();
  return true;
}

function isQualifier(role: Role | 0): boolean {
  return role === Role.Qualifier || role === Role.Attribute || role === Role.AttributeWithArguments;
}

function label(d: DirectReader, name: string): Statement {
  const { t } = d;
  const start = t.start[d.i];
  d.i += 2;
  if (peek(d) === Kind.Word && roleAt(t, d.i) === Role.Case) giveUp();
  if (peek(d) === Kind.CloseBrace) return lastLabel(d, name, start);
  const statement = readStatement(d);
  return { kind: 'label', name, statement, start, end: statement.end };
}

/** `out: }` gets an empty statement where there is room for its semicolon. */
function lastLabel({ t, i }: DirectReader, name: string, start: number): Statement {
  let p = t.end[i - 1];
  const room = t.start[i] - p > 1 || (t.start[i] > p && t.text.charCodeAt(p) !== 10);
  while (p < t.start[i] && (t.text.charCodeAt(p) === 10 || t.text.charCodeAt(p) === 13)) p++;
  if (!room || p === t.start[i]) giveUp();
  return { kind: 'label', name, statement: { kind: 'block', body: [], start: p, end: p + 1 }, start, end: p + 1 };
}

/** `WORD(…)`: what follows the parentheses tells whether it is a call or governs a statement. */
function callStatement(d: DirectReader, w: string): Statement {
  const { t, i } = d;
  const close = closeOf(d, i + 1, Kind.Close);
  if (t.kind[i + 2] === Kind.Word && isStatementWord(roleAt(t, i + 2))) giveUp();
  const next = close + 1 < d.to ? t.kind[close + 1] : Kind.End;
  if (next === Kind.CloseBrace || next === Kind.Colon || next === Kind.Star) giveUp();
  if (next === Kind.Assign && t.kind[close + 2] === Kind.OpenBrace) giveUp();
  if (next === Kind.End) return expressionStatement(d);
  if (next === Kind.OpenBrace || (looksLikeLoop(w) && mayGovern(t, w, close + 1))) return governing(d, w, close);
  if (next !== Kind.Word) return expressionStatement(d);
  const role = roleAt(t, close + 1);
  if (role < Role.Control || t.gap[close + 1] & Gap.NewLine) giveUp();
  return governing(d, w, close);
}

/** A macro with the statement behind it: a loop or a scoped guard. */
function governing(d: DirectReader, macro: string, close: number): Statement {
  const { t } = d;
  const start = t.start[d.i];
  const behind = t.kind[close + 1] === Kind.OpenBrace ? t.close[close + 1] + 1 : d.to;
  if (behind < d.to && t.kind[behind] === Kind.Word && word(t, behind) === 'else') giveUp();
  d.i++;
  if (close === d.i + 1) giveUp();
  const args = readArguments(d, close).map((e) => (e.kind === 'comma' ? giveUp() : e));
  if (args.length === 1 && args[0].kind === 'number') giveUp();
  const body = readStatement(d);
  if (!isScopedGuard(macro)) return { kind: 'macro-loop', macro, args, body, start, end: body.end };
  const [guard, ...rest] = args;
  return { kind: 'scoped-guard', macro, guard: guard ? t.text.slice(guard.start, guard.end) : '', args: rest, body, start, end: body.end };
}

/** Types and names as `declarations.ts` reads them; only declarators that have a name and end like one are ordinary. */
function declaration(d: DirectReader): Statement {
  const { t } = d;
  const from = d.i;
  const to = declarationEnd(d);
  const read = readDeclaration({ t, attributes: [] }, from, to + 1);
  checkSpecifiers(d, from, read.specifiers.next);
  if (read.specifiers.name === '' && !read.specifiers.body) giveUp();
  if (read.declarators.length === 0 && !read.specifiers.body) giveUp();
  const declarators = read.declarators.map((declared) => readDeclared(d, declared, read.specifiers.storage));
  d.i = to;
  return { kind: 'declaration', declarators, start: t.start[from], end: semicolon(d) };
}

/** The semicolon that ends the declaration. */
function declarationEnd(d: DirectReader): number {
  const { t, to } = d;
  for (let i = d.i; i < to; i++) {
    const kind = t.kind[i];
    if (kind === Kind.Semicolon) return i;
    if (kind === Kind.Open || kind === Kind.OpenSquare || kind === Kind.OpenBrace) i = t.close[i];
    else if (kind === Kind.Close || kind === Kind.CloseSquare || kind === Kind.CloseBrace || kind === Kind.Hash) giveUp();
  }
  return giveUp();
}

/** Macros among the specifiers, and storage classes that the grammar does not know there. */
function checkSpecifiers({ t }: DirectReader, from: number, next: number): void {
  for (let i = from; i < next; i++) {
    const kind = t.kind[i];
    if (kind === Kind.Open || kind === Kind.OpenBrace) {
      i = t.close[i];
      continue;
    }
    if (kind !== Kind.Word) giveUp();
    const role = roleAt(t, i);
    if (role === Role.Typedef) giveUp();
    if (role === 0 && (i + 1 < next || t.kind[next] === Kind.Open) && t.kind[i + 1] === Kind.Open && !declaresFunctionPointer(t, i)) giveUp();
  }
}

function readDeclared(d: DirectReader, { name, nameToken, type, initializer, next, cleanup }: DeclaratorTokens, storage: Declarator['storage']): Declarator {
  const { t } = d;
  if (name === '' || t.kind[nameToken] !== Kind.Word || roleAt(t, nameToken) !== 0) giveUp();
  let value: Expression | undefined;
  if (initializer >= 0) {
    d.i = initializer;
    value = peek(d) === Kind.OpenBrace ? readInitializer(d) : readAssignment(d);
    if (d.i !== next) giveUp();
  }
  return { name, type, initializer: value, storage, cleanup, start: t.start[nameToken], end: t.end[nameToken] };
}
