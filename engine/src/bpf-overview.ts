/** BPF programs and maps for people: where each program runs, and who touches which map. */

import type { Analysis } from './analysis/types.ts';
import type { ContextNode } from './analysis/contexts.ts';
import { labelOf, locateFunction, locateOperation, nameOf } from './analysis/witness.ts';
import type { BpfGuard } from './knowledge/bpf-types.ts';

export interface BpfProgramOverview {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  /** `SEC("xdp")`. */
  readonly via: string;
  /** `BPF_PROG_TYPE_XDP`; '' for a section that nothing explains. */
  readonly programType: string;
  readonly sleepable: boolean;
  readonly guard: BpfGuard;
  /** `nmi`, `softirq (net_rx)`; `perhaps nmi` where only some attachments lead there. */
  readonly contexts: readonly string[];
  /** Locks held where it is attached. */
  readonly held: readonly string[];
}

export interface BpfMapOverview {
  readonly name: string;
  /** Without `BPF_MAP_TYPE_`; '' when its definition does not say. */
  readonly type: string;
  readonly file: string;
  readonly line: number;
  readonly uses: readonly BpfMapUse[];
}

export interface BpfMapUse {
  readonly program: string;
  readonly helper: string;
  readonly file: string;
  readonly line: number;
  readonly contexts: readonly string[];
  /** The lock of the kernel that the helper takes; '' for none. */
  readonly lock: string;
}

export interface BpfOverview {
  readonly programs: readonly BpfProgramOverview[];
  readonly maps: readonly BpfMapOverview[];
}

export function overviewOf({ program, contexts, bpfUses }: Analysis): BpfOverview {
  const programs = program.bpf.programs.map(({ function: id, via, match }) => {
    const nodes = contexts.of(id);
    const { file, line } = locateFunction(program, id);
    return {
      function: nameOf(program, id), file, line, via, programType: match ? `BPF_PROG_TYPE_${match.row.program}` : '', sleepable: match?.row.sleepable ?? false, guard: match?.row.guard ?? 'none',
      contexts: labels(nodes), held: [...new Set(nodes.filter((node) => node.depth === 0).flatMap((node) => node.entry.context.held ?? []))],
    };
  });
  const maps = program.bpfMaps.maps.map((map) => ({
    name: map.name, type: map.type, file: map.file.path, line: map.line,
    uses: bpfUses.ofMap(map).map((use) => {
      const { file, line } = locateOperation(program, use.function, use.operation);
      return { program: nameOf(program, use.program.function), helper: use.helper, file, line, contexts: labels(use.nodes), lock: use.row?.lock ?? '' };
    }),
  }));
  return { programs, maps };
}

function labels(nodes: readonly ContextNode[]): string[] {
  const label = (node: ContextNode): string => (node.context === 'process' && node.irqs === 'unknown' ? 'as its caller' : labelOf(node));
  const sure = new Set(nodes.filter((node) => !node.tentative).map(label));
  const perhaps = new Set(nodes.filter((node) => node.tentative).map(label).filter((text) => !sure.has(text)));
  return [...sure, ...[...perhaps].map((text) => `perhaps ${text}`)];
}
