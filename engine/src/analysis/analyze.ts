/** Program → Analysis: summaries bottom-up, contexts top-down, then usages and the lock graph. */

import { parseKernelRanges } from '../program/kernel-versions.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import { collectBpfUses } from './bpf-uses.ts';
import { propagateContexts } from './contexts.ts';
import { buildLockGraph } from './dependencies.ts';
import { createEffects } from './effects.ts';
import { interpret } from './interpret.ts';
import type { FunctionFlow } from './summary.ts';
import type { Analysis } from './types.ts';
import { collectUsages } from './usages.ts';

/** Recursion deeper than this is cut: the callee then counts as without effect. */
const MAX_CALL_DEPTH = 200;

export interface AnalyzeOptions {
  readonly progress?: (stage: string, share: number) => void;
  readonly kernelVersions?: readonly string[];
  /** Contexts of functions that lead nowhere are left out. */
  readonly findingsOnly?: boolean;
}

export function analyzeProgram(program: Program, { progress, kernelVersions = [], findingsOnly = false }: AnalyzeOptions = {}): Analysis {
  const effects = createEffects(program);
  const flows: (FunctionFlow | undefined)[] = [];
  const active = new Set<FunctionId>();
  const context = { effects, flowOf: summaryOf, findingsOnly };

  function summaryOf(id: FunctionId): FunctionFlow | undefined {
    const known = flows[id];
    if (known) return known;
    if (active.has(id) || active.size > MAX_CALL_DEPTH) return undefined;
    active.add(id);
    const flow = interpret(context, id);
    active.delete(id);
    flows[id] = flow;
    return flow;
  }

  const { functions } = program.table;
  functions.forEach(({ id }, i) => {
    if (i % 2048 === 0) progress?.('summaries', i / functions.length);
    summaryOf(id);
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
