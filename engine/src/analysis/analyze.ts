/** Program → Analysis: summaries bottom-up, contexts top-down, then usages and the lock graph. */

import { parseKernelRanges } from '../program/kernel-versions.ts';
import type { Program, Relinked } from '../program/link.ts';
import { createBpfRegions } from './bpf-regions.ts';
import { collectBpfUses } from './bpf-uses.ts';
import type { Checkpoint } from './checkpoint.ts';
import { propagateContexts, type KeptContexts } from './contexts.ts';
import { buildLockGraph, type KeptDependencies } from './dependencies.ts';
import { createEffects } from './effects.ts';
import { createSummaries, type Summaries } from './summarize.ts';
import type { Analysis } from './types.ts';
import { collectUsages } from './usages.ts';

export interface AnalyzeOptions {
  readonly kernelVersions: readonly string[];
  /** Contexts of functions that lead nowhere are left out. */
  readonly findingsOnly: boolean;
}

export interface Analyzer {
  /** A program that was linked with `followsEdits` may be followed by what `relink` made of it. */
  analyze(linked: Relinked, checkpoint: Checkpoint): Analysis;
  /** Functions interpreted by the last `analyze`. */
  readonly interpreted: number;
}

export function createAnalyzer({ kernelVersions, findingsOnly }: AnalyzeOptions): Analyzer {
  const summaries: Summaries = createSummaries(findingsOnly);
  const keptContexts: KeptContexts = { tests: [], edges: [] };
  const keptDependencies: KeptDependencies = [];
  const kernels = parseKernelRanges(kernelVersions);
  return {
    analyze({ program, changed, names }, checkpoint) {
      const effects = createEffects(program);
      summaries.update({ program, effects, changed, names, checkpoint });
      const { flowOf } = summaries;
      const isKept = program.asked.isRecording;
      checkpoint('contexts', 0);
      const contexts = propagateContexts({ program, effects, flows: flowOf, kept: isKept ? keptContexts : undefined, checkpoint });
      checkpoint('usages', 0);
      const usages = collectUsages(program, flowOf, contexts);
      program.forgetKeys();
      checkpoint('lock graph', 0);
      const lockGraph = buildLockGraph(program, flowOf, isKept ? keptDependencies : undefined);
      const bpfUses = collectBpfUses(program, flowOf, contexts);
      program.forgetKeys();
      return { program, effects, contexts, usages, lockGraph, bpfUses, bpfRegions: createBpfRegions(program, flowOf), kernels, flowOf };
    },
    get interpreted() {
      return summaries.interpreted;
    },
  };
}

/** A program as if all of it were new. */
export function allOf(program: Program): Relinked {
  return { program, changed: program.asked.isRecording ? [...program.table.functions].map(({ id }) => id) : [], names: new Set() };
}
