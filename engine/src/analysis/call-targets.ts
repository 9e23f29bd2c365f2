/** The calls of one function: what the tables say of them and whom they may reach, the same for all states and looked up once. */

import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import type { SleepRow } from '../knowledge/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Callees, Effects } from './effects.ts';
import type { NameRows } from './name-rows.ts';

/** Of those that a pointer may mean, so many are looked into. */
export const MAX_INDIRECT = 12;

interface CallTarget {
  readonly rows: NameRows;
  callees: Callees | undefined;
}

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

  /** The tables say what it does, whatever the callee's body is. */
  isToldByRow(call: ExpressionId): boolean {
    const rows = this.rowsOf(call);
    if (rows.neverReturns || rows.lock || rows.wait || rows.registers || sleepOf(this.effects, this.view, rows)) return true;
    return rows.guard !== undefined && this.effects.guardAcquire(this.view.calleeName(call)) !== undefined;
  }

  /** `wait_event_cmd(queue, condition, foo_unlock(foo), foo_lock(foo))`: a macro that is told how to let a lock go while it waits; and what it is told, which is not done before. */
  isCommanded(call: ExpressionId): boolean {
    return (this.commanded ??= this.collectCommanded()).has(call);
  }

  private collectCommanded(): ReadonlySet<ExpressionId> {
    const { view } = this;
    const found = new Set<ExpressionId>();
    for (let at = 0; at < view.facts.codeLength; at++) {
      if (view.op(at) !== Op.Call || view.argumentCount(view.first(at)) < 2) continue;
      const call = view.first(at);
      const commands = this.commandsOf(call);
      if (commands.length) for (const id of [call, ...commands]) found.add(id);
    }
    return found;
  }

  /** Two arguments beside each other; between those of a list of statements, `unlock(x); schedule(); lock(x)`, something is done. */
  private commandsOf(call: ExpressionId): readonly ExpressionId[] {
    const { view } = this;
    const names = Array.from({ length: view.argumentCount(call) }, (_, n) => view.argument(call, n)!).map((id) => (view.kind(id) === Expr.Call ? view.calleeName(id) : ''));
    const first = names.findIndex((name, n) => n > 0 && areOpposite(names[n - 1], name)) - 1;
    const isMacro = first >= 0 && this.calleesOf(call).ids.some((id) => this.effects.program.table.functions[id].facts.form === 'macro');
    return isMacro ? [view.argument(call, first)!, view.argument(call, first + 1)!] : [];
  }

  private at(call: ExpressionId): CallTarget {
    return (this.targets[call] ??= { rows: this.effects.rowsOf(this.view.calleeName(call)), callees: undefined });
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
