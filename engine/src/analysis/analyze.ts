/** Program → Analysis: summaries bottom-up, contexts top-down, then usages and the lock graph. */

import { parseKernelRanges } from '../program/kernel-versions.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import { collectBpfUses } from './bpf-uses.ts';
import { calleesFirst } from './call-order.ts';
import { propagateContexts } from './contexts.ts';
import { buildLockGraph } from './dependencies.ts';
import { createEffects } from './effects.ts';
import { interpret } from './interpret.ts';
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
  const flows: (FunctionFlow | undefined)[] = [];
  // A callee without a summary yet is one that calls this function in turn: it then counts as without effect.
  const context = { effects, flowOf: (id: FunctionId) => flows[id], findingsOnly };
  const order = calleesFirst(program, effects);
  order.forEach((id, i) => {
    if (i % 2048 === 0) progress?.('summaries', i / order.length);
    flows[id] = interpret(context, id);
  });
  const flowOf = (id: FunctionId): FunctionFlow => flows[id]!;
  progress?.('contexts', 0);
  const contexts = propagateContexts(program, effects, flowOf);
  progress?.('usages', 0);
  const usages = collectUsages(program, flowOf, contexts);
  progress?.('lock graph', 0);
  const lockGraph = buildLockGraph(program, effects, flowOf);
  const bpfUses = collectBpfUses(program, flowOf, contexts);
  return { program, effects, contexts, usages, lockGraph, bpfUses, kernels: parseKernelRanges(kernelVersions), flowOf };
}
