/** The calls of one function: what the tables say of them and whom they may reach, the same for all states and looked up once. */

import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import { doneUnlocked } from '../knowledge/locks.ts';
import type { SleepRow } from '../knowledge/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Callees, Effects } from './effects.ts';
import type { NameRows } from './name-rows.ts';

/** Of those that a pointer may mean, so many are looked into. */
export const MAX_INDIRECT = 12;

interface CallTarget {
  readonly rows: NameRows;
  callees: Callees | undefined;
  written: readonly string[] | undefined;
}

const none: ReadonlySet<ExpressionId> = new Set();
const noKeys: readonly string[] = [];

export class CallTargets {
  private readonly targets: (CallTarget | undefined)[] = [];
  private commanded: ReadonlySet<ExpressionId> | undefined;

  constructor(
    private readonly effects: Effects,
    private readonly view: FunctionView,
  ) {}

  rowsOf(call: ExpressionId): NameRows {
    return this.at(call).rows;
  }

  calleesOf(call: ExpressionId): Callees {
    return (this.at(call).callees ??= this.effects.calleesOf(this.view, call));
  }

  /** Keys of the variables whose address it is given. */
  writtenBy(call: ExpressionId): readonly string[] {
    return (this.at(call).written ??= this.collectWritten(call));
  }

  private collectWritten(call: ExpressionId): readonly string[] {
    const { view } = this;
    let keys: string[] | undefined;
    for (let n = 0; n < view.argumentCount(call); n++) {
      const argument = view.strip(view.argument(call, n)!);
      if (view.kind(argument) === Expr.Address && view.kind(view.a(argument)) === Expr.Local) (keys ??= []).push(view.key(view.a(argument)));
    }
    return keys ?? noKeys;
  }

  /** The tables say what it does, whatever the callee's body is. */
  isToldByRow(call: ExpressionId): boolean {
    const rows = this.rowsOf(call);
    if (rows.neverReturns || rows.lock || rows.wait || rows.registers || sleepOf(this.effects, this.view, rows)) return true;
    return rows.guard !== undefined && this.effects.guardAcquire(this.view.calleeName(call)) !== undefined;
  }

  /** `wait_event_cmd(queue, condition, foo_unlock(foo), foo_lock(foo))`: a macro that is told how to let a lock go while it waits; and what it is told, which is not done before, or not under the lock. */
  isCommanded(call: ExpressionId): boolean {
    return (this.commanded ??= this.collectCommanded()).has(call);
  }

  private collectCommanded(): ReadonlySet<ExpressionId> {
    const { view } = this;
    let found: Set<ExpressionId> | undefined;
    for (let at = 0; at < view.facts.codeLength; at++) {
      if (view.op(at) !== Op.Call || view.argumentCount(view.first(at)) < 2) continue;
      const call = view.first(at);
      const told = view.argument(call, doneUnlocked.get(view.calleeName(call)) ?? -1);
      if (told !== undefined) (found ??= new Set()).add(told);
      const commands = this.commandsOf(call);
      if (commands) for (const id of [call, ...commands]) (found ??= new Set()).add(id);
    }
    return found ?? none;
  }

  /** Two arguments beside each other; between those of a list of statements, `unlock(x); schedule(); lock(x)`, something is done. */
  private commandsOf(call: ExpressionId): readonly ExpressionId[] | undefined {
    const { view } = this;
    for (let n = 1; n < view.argumentCount(call); n++) {
      const [first, second] = [view.argument(call, n - 1)!, view.argument(call, n)!];
      if (view.kind(first) !== Expr.Call || view.kind(second) !== Expr.Call || !areOpposite(view.calleeName(first), view.calleeName(second))) continue;
      return this.calleesOf(call).ids.some((id) => this.effects.program.table.functions[id].facts.form === 'macro') ? [first, second] : undefined;
    }
    return undefined;
  }

  private at(call: ExpressionId): CallTarget {
    return (this.targets[call] ??= { rows: this.effects.rowsOf(this.view.calleeName(call)), callees: undefined, written: undefined });
  }
}

/** The row, where it holds in this file. */
export function sleepOf({ program: { statements } }: Effects, view: FunctionView, { sleep: row }: NameRows): SleepRow | undefined {
  if (row?.unless !== undefined && statements.isMade(row.unless, view.file)) return undefined;
  return row?.where !== undefined && !row.where.some((api) => statements.isMadeBeside(api, view.file)) ? undefined : row;
}

/** `foo_lock` and `foo_unlock`. */
export function areOpposite(a: string, b: string): boolean {
  return a !== b && a !== '' && b !== '' && a.replace(/un(lock)/i, '$1') === b.replace(/un(lock)/i, '$1');
}
