/** bpf-recursion: a tracing program runs inside the lock of a helper, and wants that lock itself. */

import { erasInside, hazardOf, mayHang, type Hazard } from '../analysis/bpf-hazards.ts';
import { isErrorHandled } from '../analysis/bpf-results.ts';
import { useWitness, type BpfUse } from '../analysis/bpf-uses.ts';
import type { Analysis } from '../analysis/types.ts';
import { locateOperation, nameOf } from '../analysis/witness.ts';
import { passedByAnyLock } from '../knowledge/bpf-locks.ts';
import type { BpfOutcome } from '../knowledge/bpf-types.ts';
import { describeAffected } from '../program/kernel-versions.ts';
import type { Program } from '../program/link.ts';
import { byProgram, kernelSteps, mayNest, mayNestInSystemCall } from './bpf-nesting.ts';
import type { RawFinding, Rule } from './types.ts';

export const bpfRecursion: Rule = {
  name: 'bpf-recursion',
  summary: 'A tracing program is attached inside the lock of a helper that it calls itself.',
  level: 'warning',
  lockdep: 'possible recursive locking detected',
  documentation: `
## What it does
Reports a program that is attached to a function or tracepoint which the kernel runs while it holds a lock of a map (or the counter that guards it), and that calls a helper which wants the same lock. Another program, or bpf(2), is the one that holds it.

## Why it deadlocks
Programs attached with fentry, fexit, raw_tp and tp_btf keep out only themselves: they run inside a helper that another program has called. Depending on map and kernel they then spin for ever, or their helper fails (\`-EBUSY\`, \`-EDEADLK\`, \`NULL\`) and the update is lost; trying again inside the program cannot help, for the holder does not go on meanwhile. Where it only fails, and the program looks at the error, it is no finding.

## Example
\`\`\`c
struct {
    __uint(type, BPF_MAP_TYPE_TASK_STORAGE);
    __uint(map_flags, BPF_F_NO_PREALLOC);
    __type(key, int);
    __type(value, long);
} counts SEC(".maps");

SEC("tp_btf/sys_enter")
int entered(__u64 *ctx)
{
    long *count = bpf_task_storage_get(&counts, bpf_get_current_task_btf(), 0, BPF_LOCAL_STORAGE_GET_F_CREATE);

    if (count)
        *count += 1;
    return 0;
}

SEC("fentry/bpf_local_storage_update")
int updated(__u64 *ctx)
{
    long *count = bpf_task_storage_get(&counts, bpf_get_current_task_btf(), 0, BPF_LOCAL_STORAGE_GET_F_CREATE);

    if (count)
        *count += 1;
    return 0;
}
\`\`\`

## How to fix
Count where no lock is needed:
\`\`\`c
struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __uint(max_entries, 1);
    __type(key, __u32);
    __type(value, long);
} counts SEC(".maps");

SEC("fentry/bpf_local_storage_update")
int updated(__u64 *ctx)
{
    __u32 slot = 0;
    long *count = bpf_map_lookup_elem(&counts, &slot);

    if (count)
        *count += 1;
    return 0;
}
\`\`\`

Or move the map to user space: send the event with \`bpf_perf_event_output()\`, which takes no lock.

## What it cannot see
Functions that the compiler inlined, or that are built so that they cannot be traced (7.3 does that to most files of map code); attachments made by the loader.
`,
  *check(analysis) {
    const seen = new Set<string>();
    const inside = (use: BpfUse): boolean => isInside(analysis, use);
    for (const inner of byProgram(analysis.bpfUses.all.filter(inside))) {
      for (const use of analysis.bpfUses.all.filter((other) => other.program === inner.program && inside(other))) {
        if (isErrorHandled(analysis.program, use) && !mayHang(analysis, use)) continue;
        const key = `${use.program.function}|${use.map.name}|${use.row!.lock}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const finding = findingOf(analysis, use);
        if (finding) yield finding;
      }
    }
  },
};

function isInside(analysis: Analysis, use: BpfUse): boolean {
  return erasInside(analysis, use).length > 0;
}

/** What it comes to, the worst first. */
const outcomes: readonly (readonly [BpfOutcome, string])[] = [['hang', 'it spins for ever'], ['stall', 'it may spin for 250 ms and then fail'], ['error', 'it fails']];

function findingOf(analysis: Analysis, inner: BpfUse): RawFinding | undefined {
  const { program } = analysis;
  const row = inner.row!;
  const found = outcomes.map(([outcome, words]) => ({ outcome, words, hazard: hazardOf(analysis, inner, 'nested', outcome) })).filter((entry): entry is typeof entry & { hazard: Hazard } => entry.hazard !== undefined);
  if (found.length === 0) return undefined;
  const others = row.scope === 'kernel' ? analysis.bpfUses.all : analysis.bpfUses.ofMap(inner.map);
  const outer = others
    .filter((use) => use.row === row && use.program !== inner.program && (!isInside(analysis, use) || !isCode(use.program.match!.target)) && mayNest(inner.program, use.program))
    .sort((a, b) => distance(program, inner, a) - distance(program, inner, b))[0];
  const hangs = found.some(({ outcome, hazard }) => outcome === 'hang' && !hazard.isDoubtful);
  const target = inner.program.match!.target;
  if (!outer && (!mayNestInSystemCall(inner.program) || (!hangs && !isCode(target)))) return undefined;
  const name = nameOf(program, inner.program.function);
  const holder = outer ? `${outer.as.written}() of ${nameOf(program, outer.program.function)}()` : 'bpf(2) or another program';
  const consequences = found.map(({ outcome, words, hazard }) => (outcome === 'error' ? `${words} with ${resultsOf(analysis, hazard)}` : `${words} ${hazard.where}`));
  const what = `calls ${inner.as.written}() on ${inner.map.name}, which wants ${row.lock}`;
  const witnesses = [useWitness(program, inner, what), ...(outer ? [useWitness(program, outer, `calls ${outer.as.written}() on ${outer.map.name}, which holds ${row.lock} when ${target} runs`)] : [])];
  const region = analysis.bpfRegions.inside(row, target) ?? [];
  return {
    message: `${name}() runs at ${target}, where ${holder} holds ${row.lock} of ${inner.map.name}, and calls ${inner.as.written}(): ${consequences.join('; ')}`,
    location: locateOperation(program, inner.function, inner.operation),
    function: nameOf(program, inner.function),
    lockClass: inner.map.name,
    advice: 'Use a map without a lock here, such as a per-CPU array, or create the elements beforehand and only look them up; or send the event to user space in a perf buffer. Trying again cannot help.',
    witnesses: witnesses.map((witness, i) => ({ ...witness, steps: [...witness.steps, ...(i === 1 && region.length ? region : kernelSteps(analysis, i === 0 ? inner : outer!))] })),
    kernels: [...new Set(found.flatMap(({ hazard }) => hazard.kernels))],
    identity: name,
    // A contended lock is anybody's: that it is this one, and that this fails, is rarely more than a lost sample.
    tentative: !hangs && !isCode(target),
  };
}

/** Programs of one object first, and those that do the same. */
function distance({ table }: Program, inner: BpfUse, outer: BpfUse): number {
  const file = (use: BpfUse): unknown => table.functions[use.program.function].file;
  return (file(inner) === file(outer) ? 0 : 2) + (inner.helper === outer.helper ? 0 : 1);
}

/** `-EBUSY on kernels before 6.15, -EDEADLK on kernels since 6.15`. */
function resultsOf({ kernels }: Analysis, { eras }: Hazard): string {
  return eras.map((era) => `${era.result} ${describeAffected(kernels, [era])}`).join(', ');
}

/** Functions of the map's own code, as opposed to what any lock of the kernel passes. */
function isCode(target: string): boolean {
  return !passedByAnyLock.includes(target);
}
