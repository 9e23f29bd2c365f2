/** Builds the functions of a file, one after the other: operations, and expression nodes of which those without an effect of their own are shared. */

import { createNodeTable } from './node-table.ts';
import type { Pool } from './pool.ts';
import { createScopes } from './scopes.ts';
import { BinaryOperator, Expr, EXPR_SIZE, Op, OP_SIZE, type ExpressionId, type FunctionFacts, type StringId } from './types.ts';

/** A branch or jump target still to be filled in: operation number and operand (1: b, 2: c). */
export type Patch = readonly [operation: number, operand: 1 | 2];

export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface FunctionBuilder {
  readonly pool: Pool;
  /** Begins the next function. */
  begin(): void;
  /** The number of the next operation. */
  here(): number;
  emit(op: Op, a: number, b: number, c: number, at: Place): number;
  patch(patches: readonly Patch[], target: number): void;
  node(kind: Expr, a?: number, b?: number, c?: number): ExpressionId;
  kindOf(id: ExpressionId): Expr;
  operandOf(id: ExpressionId): ExpressionId;
  /** Never shared: two calls are two values. */
  call(callee: ExpressionId, args: readonly ExpressionId[], places: readonly Place[]): ExpressionId;
  deref(pointer: ExpressionId): ExpressionId;
  address(object: ExpressionId): ExpressionId;
  member(object: ExpressionId, field: string): ExpressionId;
  other(): ExpressionId;
  binary(operator: BinaryOperator, left: ExpressionId, right: ExpressionId): ExpressionId;
  declare(name: string, type: string): ExpressionId;
  lookup(name: string): ExpressionId | undefined;
  openScope(): void;
  closeScope(): void;
  finish(header: FunctionHeader): FunctionFacts;
}

export type FunctionHeader = Pick<FunctionFacts, 'name' | 'form' | 'static' | 'inline' | 'returns' | 'parameters' | 'attributes' | 'line' | 'place' | 'endLine'>;

export function createFunctionBuilder(pool: Pool): FunctionBuilder {
  const { code, expressions, sites, lists, argumentSites } = pool;
  const nodes = createNodeTable(expressions);
  const scopes = createScopes();
  let firstOperation = 0;
  let firstNode = 0;
  let variables: StringId[] = [];

  const append = (kind: Expr, a: number, b: number, c: number): ExpressionId => nodes.append(kind, a, b, c) - firstNode;
  const node = (kind: Expr, a = 0, b = 0, c = 0): ExpressionId => nodes.share(kind, a, b, c) - firstNode;
  const kindOf = (id: ExpressionId): Expr => expressions.values[(firstNode + id) * EXPR_SIZE];
  const operandOf = (id: ExpressionId): ExpressionId => expressions.values[(firstNode + id) * EXPR_SIZE + 1];

  return {
    pool,
    begin() {
      firstOperation = code.length / OP_SIZE;
      firstNode = nodes.begin();
      variables = [];
      scopes.clear();
    },
    here: () => code.length / OP_SIZE - firstOperation,
    emit(op, a, b, c, at) {
      code.push(op);
      code.push(a);
      code.push(b);
      code.push(c);
      pool.addSite(sites, at.start, at.end);
      return code.length / OP_SIZE - 1 - firstOperation;
    },
    patch(patches, target) {
      for (const [operation, operand] of patches) code.values[(firstOperation + operation) * OP_SIZE + 1 + operand] = target;
    },
    node,
    kindOf,
    operandOf,
    call(callee, args, places) {
      const first = lists.length;
      for (let i = 0; i < args.length; i++) {
        lists.push(args[i]);
        pool.addSite(argumentSites, places[i].start, places[i].end);
      }
      return append(Expr.Call, callee, first, args.length);
    },
    deref: (pointer) => (kindOf(pointer) === Expr.Address ? operandOf(pointer) : node(Expr.Deref, pointer)),
    address: (object) => (kindOf(object) === Expr.Deref ? operandOf(object) : node(Expr.Address, object)),
    member: (object, field) => node(Expr.Member, object, pool.intern(field)),
    other: () => append(Expr.Other, 0, 0, 0),
    binary: (operator, left, right) => node(Expr.Binary, left, right, operator),
    declare(name, type) {
      const index = variables.length / 2;
      variables.push(pool.intern(name), pool.intern(type));
      scopes.declare(name, index);
      return node(Expr.Local, index);
    },
    lookup(name) {
      const index = scopes.lookup(name);
      return index === undefined ? undefined : node(Expr.Local, index);
    },
    openScope: scopes.open,
    closeScope: scopes.close,
    finish: ({ name, form, static: isStatic, inline, returns, parameters, attributes, line, place, endLine }) => ({
      name, form, static: isStatic, inline, returns, parameters, attributes, line, place, endLine,
      variables,
      code: firstOperation,
      codeLength: code.length / OP_SIZE - firstOperation,
      expressions: firstNode,
      expressionCount: expressions.length / EXPR_SIZE - firstNode,
    }),
  };
}
