/** Everything the rules may look at. */

import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import type { Contexts } from './contexts.ts';
import type { LockGraph } from './dependencies.ts';
import type { Effects } from './effects.ts';
import type { FunctionFlow } from './summary.ts';
import type { Usages } from './usages.ts';

export interface Analysis {
  readonly program: Program;
  readonly effects: Effects;
  readonly contexts: Contexts;
  readonly usages: Usages;
  readonly lockGraph: LockGraph;
  flowOf(id: FunctionId): FunctionFlow;
}
