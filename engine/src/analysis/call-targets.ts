/** The calls of one function: what the tables say of them and whom they may reach, the same for all states and looked up once. */

import type { ExpressionId } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Callees, Effects } from './effects.ts';
import type { NameRows } from './name-rows.ts';

export class CallTargets {
  private readonly rows: (NameRows | undefined)[] = [];
  private readonly callees: (Callees | undefined)[] = [];

  constructor(
    private readonly effects: Effects,
    private readonly view: FunctionView,
  ) {}

  rowsOf(call: ExpressionId): NameRows {
    return (this.rows[call] ??= this.effects.rowsOf(this.view.calleeName(call)));
  }

  calleesOf(call: ExpressionId): Callees {
    return (this.callees[call] ??= this.effects.calleesOf(this.view, call));
  }
}
