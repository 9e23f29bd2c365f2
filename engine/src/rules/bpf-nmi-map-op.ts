/** bpf-nmi-map-op: a BPF program that runs in NMI waits for a lock of a map that it may have interrupted. */

import { hazardOf } from '../analysis/bpf-hazards.ts';
import { useWitness, type BpfUse } from '../analysis/bpf-uses.ts';
import type { Analysis } from '../analysis/types.ts';
import { locateOperation, nameOf } from '../analysis/witness.ts';
import type { BpfMap } from '../program/bpf-maps.ts';
import { byProgram, kernelSteps, mayNest, runsInNmi } from './bpf-nesting.ts';
import type { RawFinding, Rule } from './types.ts';

export const bpfNmiMapOp: Rule = {
  name: 'bpf-nmi-map-op',
  summary: 'A BPF program that runs in NMI uses a helper whose lock is not NMI-safe on the kernels it must run on.',
  level: 'error',
  lockdep: 'inconsistent {INITIAL USE} -> {IN-NMI} usage',
  documentation: `
## What it does
Reports a helper called by a program that runs in NMI (\`perf_event\`, or attached to a function that runs there), on a map whose lock spins for ever when the code that was interrupted holds it, and which another program takes too. \`kernelVersions\` says which kernels count; the finding says on which of them it holds.

## Why it deadlocks
No mask holds an NMI off: it may have interrupted the holder of the map's lock on this CPU. LRU lists until 7.1, tries until 6.14 and hash buckets until 5.10 have plain spinlocks. Kprobe, tracepoint and perf_event programs do not interrupt each other, and bpf(2) holds them off: they alone are no finding.

## Example
\`\`\`c
struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __uint(max_entries, 1024);
    __type(key, __u32);
    __type(value, __u64);
} last_seen SEC(".maps");

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{
    __u32 pid = bpf_get_current_pid_tgid();
    __u64 now = bpf_ktime_get_ns();

    bpf_map_update_elem(&last_seen, &pid, &now, BPF_NOEXIST);
    return 0;
}

SEC("tp_btf/sched_process_exit")
int exited(__u64 *ctx)
{
    __u32 pid = bpf_get_current_pid_tgid();

    bpf_map_delete_elem(&last_seen, &pid);
    return 0;
}
\`\`\`

## How to fix
Give the program in NMI a map of its own, or one without a lock:
\`\`\`c
struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __uint(max_entries, 1);
    __type(key, __u32);
    __type(value, __u64);
} last_seen SEC(".maps");

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{
    __u32 slot = 0;
    __u64 *seen = bpf_map_lookup_elem(&last_seen, &slot);

    if (seen)
        *seen = bpf_ktime_get_ns();
    return 0;
}
\`\`\`

Or move the map to user space: the program in NMI sends each sample with \`bpf_perf_event_output()\`, which takes no lock, and user space does the counting.

## What it cannot see
Maps shared with programs of other objects, by pinning or by reuse of a file descriptor; map types set by the loader.
`,
  *check(analysis) {
    for (const map of analysis.bpfUses.maps) {
      const uses = analysis.bpfUses.ofMap(map);
      for (const inner of byProgram(uses.filter((use) => runsInNmi(use) && hazardOf(analysis, use, 'inNmi', 'hang')))) {
        const outer = uses.find((use) => use.row === inner.row && mayNest(inner.program, use.program));
        // Kernels that no tree was read for, and nobody seen who could hold the lock: too little for a word.
        if (outer || !hazardOf(analysis, inner, 'inNmi', 'hang')!.isDoubtful) yield findingOf(analysis, map, inner, outer);
      }
    }
  },
};

function findingOf(analysis: Analysis, map: BpfMap, inner: BpfUse, outer: BpfUse | undefined): RawFinding {
  const { program } = analysis;
  const hazard = hazardOf(analysis, inner, 'inNmi', 'hang')!;
  const { lock } = inner.row!;
  const holder = outer ? `, which ${nameOf(program, outer.program.function)}() may hold on this CPU` : '; nothing here is known to hold it meanwhile, but a program of another object may';
  const what = `calls ${inner.as.written}() on ${map.name}, which takes ${lock}`;
  const witnesses = [useWitness(program, inner, what, 'nmi'), ...(outer ? [useWitness(program, outer, `calls ${outer.as.written}() on ${map.name}, which takes ${lock}`)] : [])];
  return {
    message: `${inner.as.written}() waits in NMI for ${lock} of ${map.name}${holder}: it spins for ever ${hazard.where}`,
    location: locateOperation(program, inner.function, inner.operation),
    function: nameOf(program, inner.function),
    lockClass: map.name,
    advice: 'Give the program in NMI a map of its own, or a per-CPU array, whose elements need no lock; or send what it sees to user space in a perf buffer, and keep the map there.',
    witnesses: witnesses.map((witness, i) => ({ ...witness, steps: [...witness.steps, ...kernelSteps(analysis, i === 0 ? inner : outer!)] })),
    kernels: hazard.kernels,
    identity: nameOf(program, inner.program.function),
    tentative: !outer || hazard.isDoubtful,
  };
}
