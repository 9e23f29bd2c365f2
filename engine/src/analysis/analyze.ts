/** Program → Analysis: summaries bottom-up, contexts top-down, then usages and the lock graph. */

import { parseKernelRanges } from '../program/kernel-versions.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import { createBpfRegions } from './bpf-regions.ts';
import { collectBpfUses } from './bpf-uses.ts';
import { propagateContexts } from './contexts.ts';
import { buildLockGraph } from './dependencies.ts';
import { createEffects } from './effects.ts';
import { summarize } from './summarize.ts';
import type { FunctionFlow } from './summary.ts';
import type { Analysis } from './types.ts';
import { collectUsages } from './usages.ts';

export interface AnalyzeOptions {
  readonly progress?: (stage: string, share: number) => void;
  readonly kernelVersions?: readonly string[];
  /** Contexts of functions that lead nowhere are left out. */
  readonly findingsOnly?: boolean;
}

export function analyzeProgram(program: Program, { progress, kernelVersions = [], findingsOnly = false }: AnalyzeOptions = {}): Analysis {
  const effects = createEffects(program);
  const flows = summarize(program, effects, findingsOnly, (share) => progress?.('summaries', share));
  const flowOf = (id: FunctionId): FunctionFlow => flows[id];
  progress?.('contexts', 0);
  const contexts = propagateContexts(program, effects, flowOf);
  progress?.('usages', 0);
  const usages = collectUsages(program, flowOf, contexts);
  progress?.('lock graph', 0);
  const lockGraph = buildLockGraph(program, effects, flowOf);
  const bpfUses = collectBpfUses(program, flowOf, contexts);
  return { program, effects, contexts, usages, lockGraph, bpfUses, bpfRegions: createBpfRegions(program, flowOf), kernels: parseKernelRanges(kernelVersions), flowOf };
}
