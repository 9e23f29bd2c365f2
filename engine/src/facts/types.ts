/**
 * FileFacts: all that the global stages ever see of a file. Flat, serialisable, free of knowledge about the kernel and of syntax trees.
 *
 * A function is a small program over expressions. `code` holds its operations, four integers each; `expressions` its expression
 * nodes, four integers each; both live in pools shared by the whole file, so that a file crosses a thread as a few arrays.
 * Positions stand apart in `sites`: moving a function down the file changes nothing else.
 */

import type { Places } from './places.ts';

/** Index into `FileFacts.strings`. */
export type StringId = number;
/** Index of an expression node of a function, counted from the function's first; -1: none. */
export type ExpressionId = number;

/**
 * Operations: `[Op, a, b, c]`. Targets are operation numbers counted from the function's first.
 */
export const enum Op {
  /** a: the `Expr.Call` node. */
  Call = 0,
  /** `left = right`. a: left, b: right, c: `StoreKind`. */
  Store = 1,
  /** a: condition or -1 (either way), b: target if true, c: target if false. */
  Branch = 2,
  /** b: target. */
  Jump = 3,
  /** a: value or -1. */
  Return = 4,
  /** A `guard()` scope ends. a: the `Expr.Call` node that began it. */
  GuardEnd = 5,
}
export const OP_SIZE = 4;

export const enum StoreKind {
  /** `=` and initialisers. */
  Assign = 0,
  /** `+=`, `++` and the like: the value becomes unknown. */
  Change = 1,
  /** `|=`. */
  SetBits = 2,
  /** `&= ~right`. */
  ClearBits = 3,
}

/** Expression nodes: `[Expr, a, b, c]`. */
export const enum Expr {
  /** a: variable number; parameters come first. */
  Local = 0,
  /** A file-scope name or a macro constant. a: StringId. */
  Global = 1,
  /** a: StringId of the text. */
  Number = 2,
  /** A string literal. a: StringId of the text without quotes. */
  Text = 3,
  /** `a.b`; `p->b` is Member of Deref(p). a: object, b: StringId of the field. A positional initialiser's field is `#n`. */
  Member = 4,
  /** `*a`. */
  Deref = 5,
  /** `&a`. */
  Address = 6,
  /** `a[b]`; b is -1 in initialisers. */
  Index = 7,
  /** a: callee, b: first argument in `lists`, c: number of arguments. `guard(x)(y)` has callee Global `guard:x`. */
  Call = 8,
  /** `!a`. */
  Not = 9,
  /** a, b: operands, c: BinaryOperator. */
  Binary = 10,
  /** a: condition, b: then, c: otherwise. */
  Conditional = 11,
  /** a: operand, b: StringId of the type. */
  Cast = 12,
  /** A type used as an argument. a: StringId. */
  Type = 13,
  /** Anything else: no identity, no value. */
  Other = 14,
}
export const EXPR_SIZE = 4;

export const enum BinaryOperator {
  Equal = 0, NotEqual = 1, Less = 2, LessEqual = 3, Greater = 4, GreaterEqual = 5, And = 6, BitAnd = 7, BitOr = 8, Add = 9, Multiply = 10, Other = 11, Or = 12,
}

/** `form` 'file': the file scope itself, whose operations are macro invocations (Call) and initialisers (Store). */
export interface FunctionFacts {
  readonly name: StringId;
  readonly form: 'function' | 'macro' | 'syscall' | 'file';
  readonly static: boolean;
  readonly inline: boolean;
  readonly returns: StringId;
  readonly parameters: number;
  /** Pairs name, type (StringIds), parameters first. */
  readonly variables: readonly number[];
  /** `SEC("…")`, `__init`, `__acquires(x)`, …, as written; `#CONFIG_X` and `#!CONFIG_X`: it is there only with, or without, that option. */
  readonly attributes: readonly string[];
  /** First operation and number of operations, in units of OP_SIZE. */
  readonly code: number;
  readonly codeLength: number;
  /** First expression node and number of nodes, in units of EXPR_SIZE. */
  readonly expressions: number;
  readonly expressionCount: number;
  /** Position of the name: the 1-based line, and `column << 12 | length` (1-based column; length clipped to the line and to 4095). */
  readonly line: number;
  readonly place: number;
  /** Last line of the body. */
  readonly endLine: number;
}

/** Types are strings: the name, then a `*` for each pointer, `[]` for an array, `()` for a function pointer. `struct foo*`, `spinlock_t[]`. */
export interface StructFacts {
  /** `struct foo`, a typedef name, or `struct foo.txq` for a named inline member. Members of anonymous inner structs are hoisted. */
  readonly name: string;
  /** Pairs name, type (StringIds). */
  readonly members: readonly number[];
}

export interface VariableFacts {
  readonly name: string;
  readonly type: string;
  readonly static: boolean;
  /** Declared here, defined elsewhere. */
  readonly extern: boolean;
  readonly attributes: readonly string[];
  readonly line: number;
}

/** `lockctx-ignore RULE: reason` in a comment; holds for its own line and the next one that has code. */
export interface Suppression {
  readonly line: number;
  readonly rules: readonly string[];
  /** Empty when the author gave none: then nothing is suppressed and a problem is reported. */
  readonly reason: string;
}

/** Half as large where all values fit, as nearly always. */
export type Integers = Int16Array | Int32Array;

export interface FileFacts {
  readonly path: string;
  readonly strings: readonly string[];
  readonly functions: readonly FunctionFacts[];
  readonly structs: readonly StructFacts[];
  /** Pairs name, type. */
  readonly typedefs: readonly string[];
  readonly variables: readonly VariableFacts[];
  /** Prototypes: pairs name, return type, for functions that this file only declares. */
  readonly prototypes: readonly string[];
  readonly code: Integers;
  readonly expressions: Integers;
  /** Arguments of calls: ExpressionIds. */
  readonly lists: Integers;
  /** Parallel to `code`: where each operation stands. */
  readonly sites: Places;
  /** Parallel to `lists`: where each argument stands. */
  readonly argumentSites: Places;
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  readonly functionCount: number;
  readonly damagedCount: number;
}
