/** Builds one function's operations and expression nodes, hash-consing every node that has no effect of its own. */

import type { Pool } from './pool.ts';
import { BinaryOperator, Expr, EXPR_SIZE, Op, OP_SIZE, type ExpressionId, type FunctionFacts, type StringId } from './types.ts';

/** A branch or jump target still to be filled in: operation number and operand (1: b, 2: c). */
export type Patch = readonly [operation: number, operand: 1 | 2];

export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface FunctionBuilder {
  readonly pool: Pool;
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
  const firstOperation = pool.code.length / OP_SIZE;
  const firstNode = pool.expressions.length / EXPR_SIZE;
  const shared = new Map<string, ExpressionId>();
  const variables: StringId[] = [];
  const scopes: Map<string, number>[] = [new Map()];
  const { code, expressions, sites } = pool;

  const append = (kind: Expr, a: number, b: number, c: number): ExpressionId => {
    expressions.push(kind, a, b, c);
    return expressions.length / EXPR_SIZE - 1 - firstNode;
  };
  const node = (kind: Expr, a = 0, b = 0, c = 0): ExpressionId => {
    const key = `${kind},${a},${b},${c}`;
    let id = shared.get(key);
    if (id === undefined) {
      id = append(kind, a, b, c);
      shared.set(key, id);
    }
    return id;
  };
  const kindOf = (id: ExpressionId): Expr => expressions[(firstNode + id) * EXPR_SIZE];
  const operandOf = (id: ExpressionId): ExpressionId => expressions[(firstNode + id) * EXPR_SIZE + 1];

  return {
    pool,
    here: () => code.length / OP_SIZE - firstOperation,
    emit(op, a, b, c, at) {
      code.push(op, a, b, c);
      sites.push(...pool.site(at.start, at.end));
      return code.length / OP_SIZE - 1 - firstOperation;
    },
    patch(patches, target) {
      for (const [operation, operand] of patches) code[(firstOperation + operation) * OP_SIZE + 1 + operand] = target;
    },
    node,
    kindOf,
    operandOf,
    call(callee, args, places) {
      const first = pool.lists.length;
      for (let i = 0; i < args.length; i++) {
        pool.lists.push(args[i]);
        pool.argumentSites.push(...pool.site(places[i].start, places[i].end));
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
      scopes[scopes.length - 1].set(name, index);
      return node(Expr.Local, index);
    },
    lookup(name) {
      for (let i = scopes.length - 1; i >= 0; i--) {
        const index = scopes[i].get(name);
        if (index !== undefined) return node(Expr.Local, index);
      }
      return undefined;
    },
    openScope: () => void scopes.push(new Map()),
    closeScope: () => void scopes.pop(),
    finish: (header) => ({
      ...header,
      variables,
      code: firstOperation,
      codeLength: code.length / OP_SIZE - firstOperation,
      expressions: firstNode,
      expressionCount: expressions.length / EXPR_SIZE - firstNode,
    }),
  };
}
