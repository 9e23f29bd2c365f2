/** The calls of one function: what the tables say of them and whom they may reach, the same for all states and looked up once. */

import type { ExpressionId } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Callees, Effects } from './effects.ts';
import type { NameRows } from './name-rows.ts';

interface CallTarget {
  readonly rows: NameRows;
  callees: Callees | undefined;
}

export class CallTargets {
  private readonly targets: (CallTarget | undefined)[] = [];

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

  private at(call: ExpressionId): CallTarget {
    return (this.targets[call] ??= { rows: this.effects.rowsOf(this.view.calleeName(call)), callees: undefined });
  }
}
