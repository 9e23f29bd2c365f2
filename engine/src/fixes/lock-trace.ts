/** One function run again with a listener: in which states each operation is reached, and which release ends which acquisition. */

import { mapLock } from '../analysis/apply-exit.ts';
import { findHeld, interpret } from '../analysis/interpret.ts';
import { isAcquisition, type Held, type State } from '../analysis/state.ts';
import type { Analysis } from '../analysis/types.ts';
import { Op } from '../facts/types.ts';
import type { LockRow } from '../knowledge/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId } from '../program/types.ts';

/** An operation that takes or releases a lock by its own row, a guard's two ends included. */
export interface LockOperation {
  readonly operation: number;
  /** The `Expr.Call` node; a guard's own for both its ends. */
  readonly call: number;
  readonly row: LockRow;
  readonly isGuard: boolean;
}

/** Acquisitions and releases of one function that belong together: change one and all must change. */
export interface Section {
  readonly function: FunctionId;
  readonly takes: readonly LockOperation[];
  readonly releases: readonly LockOperation[];
  /** Held on return, taken or dropped by a callee, or released for a caller: not this function's alone. */
  readonly isShared: boolean;
  /** Operations reached with the lock held, with the lock's place among those held and the state. */
  readonly inside: ReadonlyMap<number, readonly { readonly index: number; readonly state: State }[]>;
}

export interface LockTrace {
  readonly view: FunctionView;
  /** By operation; empty for one that no path reaches. */
  states(operation: number): readonly State[];
  /** Undefined for operations that neither take nor release. */
  lockOperation(operation: number): LockOperation | undefined;
  /** An operation that only masks or unmasks, without a lock. */
  maskOperation(operation: number): LockOperation | undefined;
  /** The lock that an acquisition or release is about. */
  lockAt(operation: LockOperation): LockReference;
  /** The section that an acquisition or release belongs to. */
  section(operation: number): Section | undefined;
}

export function traceLocks(analysis: Analysis, id: FunctionId): LockTrace {
  const { effects, program } = analysis;
  const view = program.viewOf(id);
  const reached = new Map<number, State[]>();
  interpret(analysis, id, (operation, state) => {
    const known = reached.get(operation);
    if (known) known.push(state);
    else reached.set(operation, [state]);
  });
  const partner = new Map<number, number>();
  const shared = new Set<number>();
  for (const [operation, states] of reached) for (const state of states) connect(operation, state);

  function lockOperation(operation: number): LockOperation | undefined {
    const found = rowAt(operation);
    return found && found.row.operation !== 'none' ? found : undefined;
  }

  function maskOperation(operation: number): LockOperation | undefined {
    const found = rowAt(operation);
    return found && found.row.operation === 'none' ? found : undefined;
  }

  function rowAt(operation: number): LockOperation | undefined {
    const [op, call] = view.operation(operation);
    if (op === Op.GuardEnd) {
      const row = effects.guardRelease(view, call);
      return row && { operation, call, row, isGuard: true };
    }
    if (op !== Op.Call) return undefined;
    const name = view.calleeName(call);
    const guard = effects.guardAcquire(name);
    const row = guard ?? effects.rowsOf(name).lock;
    return row && { operation, call, row, isGuard: guard !== undefined };
  }

  function connect(operation: number, state: State): void {
    const [op, call] = view.operation(operation);
    const own = lockOperation(operation);
    if (own) return own.row.operation === 'release' ? release(own, state) : takeAgain(own, state);
    if (op === Op.Return) for (const held of state.held) shared.add(held.operation);
    if (op === Op.Call && state.held.length) releaseByCallee(operation, call, state);
  }

  function release(own: LockOperation, state: State): void {
    const index = findHeld(state.held, referenceOf(own), own.row);
    if (index === -1) shared.add(own.operation);
    else join(own.operation, state.held[index]);
  }

  function takeAgain(own: LockOperation, state: State): void {
    if (!isAcquisition(own.row)) return;
    const { key } = referenceOf(own);
    const held = state.held.find((h) => h.lock.key === key && h.kind === own.row.kind);
    if (held) join(own.operation, held);
  }

  /** A callee that drops the lock has a form of its own: whether it retakes it or not, this section is not alone. */
  function releaseByCallee(operation: number, call: number, state: State): void {
    for (const callee of effects.calleesOf(view, call).ids)
      for (const exit of analysis.flowOf(callee).exits) {
        if (exit.dropped.length === 0) continue;
        const args = view.argumentKeys(call);
        for (const dropped of exit.dropped) {
          const lock = mapLock(program, view, call, args, dropped.lock);
          const held = state.held.find((h) => h.lock.key === lock.key || (lock.class !== undefined && h.lock.class === lock.class));
          if (held) shared.add(join(operation, held));
        }
      }
  }

  function join(operation: number, held: Held): number {
    if (held.taker !== undefined) shared.add(held.operation);
    partner.set(root(operation), root(held.operation));
    return operation;
  }

  function root(operation: number): number {
    let at = operation;
    for (let next = partner.get(at); next !== undefined && next !== at; next = partner.get(at)) at = next;
    return at;
  }

  function referenceOf({ call, row }: LockOperation): LockReference {
    const pointer = row.argument === undefined ? undefined : view.argument(call, row.argument);
    if (pointer !== undefined) return program.classes.of(view, pointer, row.member);
    const name = row.lock ?? row.kind;
    return { key: `@${name}`, class: row.lock ? program.classes.named(row.lock) : undefined, text: name };
  }

  function section(operation: number): Section | undefined {
    if (!lockOperation(operation)) return undefined;
    const group = root(operation);
    const isMember = (at: number): boolean => root(at) === group;
    const members = [...reached.keys()].filter(isMember).sort((a, b) => a - b);
    const own = members.flatMap((at) => lockOperation(at) ?? []);
    const inside = new Map<number, { index: number; state: State }[]>();
    for (const [at, states] of reached)
      for (const state of states) {
        const index = state.held.findIndex((h) => isMember(h.operation));
        if (index !== -1) inside.set(at, [...(inside.get(at) ?? []), { index, state }]);
      }
    return {
      function: id,
      takes: own.filter(({ row }) => row.operation !== 'release'),
      releases: own.filter(({ row }) => row.operation === 'release'),
      isShared: members.some((at) => shared.has(at)),
      inside,
    };
  }

  return { view, states: (operation) => reached.get(operation) ?? [], lockOperation, maskOperation, lockAt: referenceOf, section };
}
