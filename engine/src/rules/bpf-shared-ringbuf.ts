/** bpf-shared-ringbuf: a program in NMI and one outside reserve from one ring buffer. */

import { hazardOf } from '../analysis/bpf-hazards.ts';
import { useWitness } from '../analysis/bpf-uses.ts';
import { locateOperation, nameOf } from '../analysis/witness.ts';
import { byProgram, kernelSteps, mayNest, runsInNmi } from './bpf-nesting.ts';
import type { Rule } from './types.ts';

export const bpfSharedRingbuf: Rule = {
  name: 'bpf-shared-ringbuf',
  summary: 'A program in NMI and one outside reserve from one ring buffer, on a kernel where the NMI may then spin.',
  level: 'warning',
  lockdep: '',
  documentation: `
## What it does
Reports a ring buffer from which a program in NMI reserves and one outside too that it may interrupt, when one of the \`kernelVersions\` has the stall.

## Why it deadlocks
From 6.15 on the lock of a ring buffer gives up on a deadlock instead of spinning for ever; but before 6.19 an NMI that lands between taking the lock and noting it as held does not see the deadlock, and waits for 250 ms. The stable releases 6.17.13 and 6.18.2 have the fix of this; for later, smaller ones (checks that began a millisecond late) the sources name no stable release. Before 6.15 the NMI fails at once and loses its sample. Kprobe, tracepoint and perf_event programs do not interrupt each other.

## Example
\`\`\`c
struct {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __uint(max_entries, 1 << 20);
} events SEC(".maps");

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{
    __u64 *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

    if (!event)
        return 0;
    *event = bpf_ktime_get_ns();
    bpf_ringbuf_submit(event, 0);
    return 0;
}

SEC("tp_btf/sched_switch")
int switched(__u64 *ctx)
{
    __u64 *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

    if (!event)
        return 0;
    *event = bpf_ktime_get_ns();
    bpf_ringbuf_submit(event, 0);
    return 0;
}
\`\`\`

## How to fix
One ring buffer for each context, or a perf buffer in NMI:
\`\`\`c
struct {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __uint(max_entries, 1 << 20);
} events SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __uint(max_entries, 1 << 20);
} events_nmi SEC(".maps");

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{
    __u64 *event = bpf_ringbuf_reserve(&events_nmi, sizeof(*event), 0);

    if (!event)
        return 0;
    *event = bpf_ktime_get_ns();
    bpf_ringbuf_submit(event, 0);
    return 0;
}

SEC("tp_btf/sched_switch")
int switched(__u64 *ctx)
{
    __u64 *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

    if (!event)
        return 0;
    *event = bpf_ktime_get_ns();
    bpf_ringbuf_submit(event, 0);
    return 0;
}
\`\`\`

## What it cannot see
Ring buffers shared with programs of other objects; a flag per CPU that makes the program in NMI stand back.
`,
  *check(analysis) {
    const { program } = analysis;
    for (const map of analysis.bpfUses.maps) {
      const uses = analysis.bpfUses.ofMap(map);
      for (const inner of byProgram(uses.filter(runsInNmi))) {
        const hazard = hazardOf(analysis, inner, 'inNmi', 'stall');
        const outer = hazard && uses.find((use) => use.row === inner.row && mayNest(inner.program, use.program));
        if (!outer) continue;
        const side = (use: typeof inner, context?: 'nmi'): ReturnType<typeof useWitness> => {
          const witness = useWitness(program, use, `calls ${use.as.written}() on ${map.name}`, context);
          return { ...witness, steps: [...witness.steps, ...kernelSteps(analysis, use)] };
        };
        yield {
          message: `${map.name} is reserved from in NMI here and in ${nameOf(program, outer.program.function)}(), which this may interrupt: ${hazard.where} it may spin for 250 ms and then fail`,
          location: locateOperation(program, inner.function, inner.operation),
          function: nameOf(program, inner.function),
          lockClass: map.name,
          advice: 'Give the program in NMI a ring buffer of its own, or a perf buffer.',
          witnesses: [side(inner, 'nmi'), side(outer)],
          kernels: hazard.kernels,
          identity: nameOf(program, inner.program.function),
          tentative: false,
        };
      }
    }
  },
};
