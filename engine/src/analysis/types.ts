/** Everything the rules may look at. */

import type { KernelRange } from '../program/kernel-versions.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import type { BpfRegions } from './bpf-regions.ts';
import type { BpfUses } from './bpf-uses.ts';
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
  /** What each BPF program does with maps. */
  readonly bpfUses: BpfUses;
  readonly bpfRegions: BpfRegions;
  /** Kernels that BPF programs must run on; empty: all. */
  readonly kernels: readonly KernelRange[];
  flowOf(id: FunctionId): FunctionFlow;
}
