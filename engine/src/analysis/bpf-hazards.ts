/** What a lock of a map does to who wants it again on the CPU that holds it, and on which of the kernels asked for. */

import type { BpfLockEra, BpfOutcome } from '../knowledge/bpf-types.ts';
import { affected, describeAffected, parseKernelRanges } from '../program/kernel-versions.ts';
import type { BpfUse } from './bpf-uses.ts';
import type { Analysis } from './types.ts';

export interface Hazard {
  readonly eras: readonly BpfLockEra[];
  /** Of the kernels asked for; empty: none was asked for. */
  readonly kernels: readonly string[];
  /** `on 6.1 and 6.12`. */
  readonly where: string;
  /** Nothing but releases that no source was read for, or that nobody asked for and few run. */
  readonly isDoubtful: boolean;
}

/** The kernels, of those asked for, on which a use ends in `outcome`; undefined when there is none. */
export function hazardOf(analysis: Analysis, use: BpfUse, how: 'inNmi' | 'nested', outcome: BpfOutcome): Hazard | undefined {
  const possible = how === 'nested' ? erasInside(analysis, use) : (use.row?.eras ?? []);
  const eras = possible.filter((era) => era[how] === outcome && affected(analysis.kernels, [era]).holds);
  if (eras.length === 0) return undefined;
  return { eras, kernels: affected(analysis.kernels, eras).on, where: describeAffected(analysis.kernels, eras), isDoubtful: eras.every((era) => era.confidence === 'archive' || (analysis.kernels.length === 0 && isOld(era))) };
}

/** The oldest kernel that a hazard is a warning for when no version is asked for. */
const OLDEST_ASSUMED = parseKernelRanges(['>=5.15']);

function isOld(era: BpfLockEra): boolean {
  return !affected(OLDEST_ASSUMED, [era]).holds;
}

/** Nested in the lock's section it spins, on a kernel that counts. */
export function mayHang(analysis: Analysis, use: BpfUse): boolean {
  return (['hang', 'stall'] as const).some((outcome) => hazardOf(analysis, use, 'nested', outcome)?.isDoubtful === false);
}

/** Kernels on which the place that a program is attached to runs inside the lock of its own helper: by the table, or by the kernel that was read. */
export function erasInside({ bpfRegions }: Analysis, { row, program }: BpfUse): readonly BpfLockEra[] {
  const target = program.match?.target;
  if (!row || !target || (program.match!.row.target !== 'function' && program.match!.row.target !== 'tracepoint')) return [];
  const isRead = bpfRegions.inside(row, target) !== undefined;
  return row.eras.filter((era) => isRead || (era.inside ?? row.inside)?.includes(target));
}
