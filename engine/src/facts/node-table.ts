/** Which node of the function that is being built has given operands: a hash table over the nodes themselves. */

import type { IntegerList } from './pool.ts';
import { Expr, EXPR_SIZE } from './types.ts';

export interface NodeTable {
  /** Begins the next function; returns the number of its first node. */
  begin(): number;
  /** A node that nothing else stands for. Returns its number in the file. */
  append(kind: Expr, a: number, b: number, c: number): number;
  /** The function's node with these operands, made where there is none yet. */
  share(kind: Expr, a: number, b: number, c: number): number;
}

const SMALLEST = 1 << 10;

export function createNodeTable(nodes: IntegerList): NodeTable {
  /** Node numbers plus one; those of earlier functions count as empty. */
  let slots = new Int32Array(SMALLEST);
  let first = 0;
  let shared = 0;

  function append(kind: Expr, a: number, b: number, c: number): number {
    nodes.push(kind);
    nodes.push(a);
    nodes.push(b);
    nodes.push(c);
    return nodes.length / EXPR_SIZE - 1;
  }

  /** Where the node is, or where it belongs. */
  function slotOf(kind: Expr, a: number, b: number, c: number): number {
    const mask = slots.length - 1;
    const { values } = nodes;
    for (let slot = hash(kind, a, b, c) & mask; ; slot = (slot + 1) & mask) {
      const number = slots[slot] - 1;
      if (number < first) return slot;
      const at = number * EXPR_SIZE;
      if (values[at] === kind && values[at + 1] === a && values[at + 2] === b && values[at + 3] === c) return slot;
    }
  }

  function grow(): void {
    slots = new Int32Array(slots.length * 2);
    const { values } = nodes;
    for (let number = first, at = first * EXPR_SIZE; at < nodes.length; number++, at += EXPR_SIZE) {
      const kind = values[at];
      if (kind !== Expr.Call && kind !== Expr.Other) slots[slotOf(kind, values[at + 1], values[at + 2], values[at + 3])] = number + 1;
    }
  }

  return {
    begin() {
      shared = 0;
      first = nodes.length / EXPR_SIZE;
      return first;
    },
    append,
    share(kind, a, b, c) {
      const slot = slotOf(kind, a, b, c);
      if (slots[slot] > first) return slots[slot] - 1;
      const number = append(kind, a, b, c);
      slots[slot] = number + 1;
      if (++shared * 2 > slots.length) grow();
      return number;
    },
  };
}

function hash(kind: number, a: number, b: number, c: number): number {
  const mixed = Math.imul(Math.imul(Math.imul(kind, 31) + a, 0x9e3779b1) + b, 0x85ebca6b) + c;
  return mixed ^ (mixed >>> 15);
}
