/** The functions of a file in which linking is interested, found by their form alone: what an edit elsewhere cannot change. */

import { Expr, Op, StoreKind, type ExpressionId, type FileFacts } from '../facts/types.ts';
import { isZeroConstant } from '../program/expressions.ts';
import type { FunctionTable } from './function-table.ts';
import type { FunctionView } from './function-view.ts';
import type { FunctionId } from './types.ts';

/** Operation numbers, in order. */
export interface Mentions {
  readonly id: FunctionId;
  /** Calls that are given a name which may be a function's. */
  readonly calls: readonly number[];
  /** Stores outside locals of what may be a function. */
  readonly stores: readonly number[];
  /** Calls of registration functions. */
  readonly registrations: readonly number[];
  /** What it says of its driver's devices: names of the functions called, and of the members set. */
  readonly statements: readonly string[];
  /** Attributes or a name as BPF programs and functions that a macro defines have them. */
  readonly isMarked: boolean;
}

/** Functions of one file that mention something, in order. */
export type MentionsOf = (file: FileFacts) => readonly Mentions[];

/** A `Map` or a `WeakMap`. */
interface FoundMentions {
  get(file: FileFacts): readonly Mentions[] | undefined;
  set(file: FileFacts, found: readonly Mentions[]): unknown;
}

/** Names of the functions that callbacks are given to, and of those that say something of a driver's devices. */
export interface WantedCalls {
  readonly registrations: ReadonlySet<string>;
  readonly statements: ReadonlySet<string>;
}

/** `known` keeps what was found. */
export function createMentions(table: FunctionTable, viewOf: (id: FunctionId) => FunctionView, wanted: WantedCalls, known: FoundMentions): MentionsOf {
  return (file) => {
    let found = known.get(file);
    if (!found) known.set(file, (found = table.ofFile(file.path).flatMap((id) => mentionsIn(viewOf(id), wanted) ?? [])));
    return found;
  };
}

function mentionsIn(view: FunctionView, wanted: WantedCalls): Mentions | undefined {
  const calls: number[] = [];
  const stores: number[] = [];
  const registrations: number[] = [];
  const statements: string[] = [];
  for (let i = 0; i < view.facts.codeLength; i++) {
    const [op, a, value, kind] = view.operation(i);
    if (op === Op.Call) {
      if (givesName(view, a)) calls.push(i);
      const name = view.calleeName(a);
      if (wanted.registrations.has(name)) registrations.push(i);
      if (wanted.statements.has(name)) statements.push(name);
    } else if (op === Op.Store) {
      if (view.kind(a) === Expr.Member && wanted.statements.has(view.text(view.b(a))) && !isZeroConstant(view.constant(value) ?? '')) statements.push(view.text(view.b(a)));
      if (kind === StoreKind.Assign && view.kind(a) !== Expr.Local && (mayBeFunction(view, value) || view.kind(view.strip(value)) === Expr.Local)) stores.push(i);
    }
  }
  const isMarked = view.facts.attributes.some((attribute) => attribute[0] !== '#') || view.name.includes('__');
  return calls.length || stores.length || registrations.length || statements.length || isMarked ? { id: view.fn.id, calls, stores, registrations, statements, isMarked } : undefined;
}

function givesName(view: FunctionView, call: ExpressionId): boolean {
  for (let n = 0; n < view.argumentCount(call); n++) if (mayBeFunction(view, view.argument(call, n)!)) return true;
  return false;
}

function mayBeFunction(view: FunctionView, id: ExpressionId): boolean {
  id = view.strip(id);
  return view.kind(view.kind(id) === Expr.Address ? view.a(id) : id) === Expr.Global;
}
