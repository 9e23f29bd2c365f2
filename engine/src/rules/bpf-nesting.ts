/** What the rules about BPF share: which program may interrupt which, and the kernel's side of it. */

import type { BpfUse } from '../analysis/bpf-uses.ts';
import { spins } from '../analysis/state.ts';
import type { Analysis } from '../analysis/types.ts';
import { chainSteps, type Step } from '../analysis/witness.ts';
import type { BpfGuard } from '../knowledge/bpf-types.ts';
import type { BpfProgram } from '../program/bpf-programs.ts';

/** Whether `inner` may start while `outer` is on the CPU: two programs under the shared counter keep each other out, every guarded one itself. */
export function mayNest(inner: BpfProgram, outer: BpfProgram): boolean {
  const guard = guardOf(inner);
  if (inner.function === outer.function) return guard === 'none';
  return !(guard === 'shared' && guardOf(outer) === 'shared');
}

/** A program that stands in for a part of another runs under that one's guard, which may be the shared one. */
function guardOf({ match }: BpfProgram): BpfGuard {
  return match?.row.target === 'program' ? 'shared' : (match?.row.guard ?? 'none');
}

/** Not held off by bpf(2) either, which raises the shared counter while it changes a map. */
export function mayNestInSystemCall(inner: BpfProgram): boolean {
  return inner.match?.row.guard !== 'shared';
}

/** The use is proved to run in NMI. */
export function runsInNmi(use: BpfUse): boolean {
  return use.nodes.some((node) => node.context === 'nmi' && !node.tentative);
}

/** Where the kernel was read as well: from the helper's implementation to the lock that it waits for. */
export function kernelSteps(analysis: Analysis, use: BpfUse): Step[] {
  const id = use.row && analysis.bpfRegions.implementationOf(use.row, use.helper);
  if (id === undefined) return [];
  const { program } = analysis;
  const classes = use.row?.classes ?? [];
  const rank = (name: string): number => (classes.includes(name) ? classes.indexOf(name) : classes.length);
  const found = analysis.flowOf(id).reachedAcquisitions
    .filter(({ row, lock }) => spins(row.kind) && row.operation !== 'try' && lock.class)
    .sort((a, b) => rank(a.lock.class!.name) - rank(b.lock.class!.name) || a.chain.depth - b.chain.depth)[0];
  if (!found) return [];
  return chainSteps(program, id, found.chain, `takes ${found.lock.class?.name ?? found.lock.text} with ${found.row.api}()`, found.row.argument);
}

/** One of each program, as the first of its uses. */
export function byProgram(uses: readonly BpfUse[]): BpfUse[] {
  return [...new Map([...uses].reverse().map((use) => [use.program, use])).values()].reverse();
}
