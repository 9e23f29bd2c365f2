/** docs/bpf-contexts.md: the tables about BPF as one page. */

import { bpfOperations } from '../../../engine/src/knowledge/bpf-locks.ts';
import { bpfSections } from '../../../engine/src/knowledge/bpf-sections.ts';
import { bpfTargets } from '../../../engine/src/knowledge/bpf-targets.ts';
import type { BpfGuard, BpfOutcome, BpfSectionRow } from '../../../engine/src/knowledge/bpf-types.ts';
import type { EntryContext } from '../../../engine/src/knowledge/types.ts';
import { describeWindow } from '../../../engine/src/program/kernel-versions.ts';

const guards: Readonly<Record<BpfGuard, string>> = { shared: 'shared', own: 'own', none: '-' };
const nmiWords: Readonly<Record<BpfSectionRow['nmi'], string>> = { runs: 'yes', target: 'if its target does', never: 'no' };
const outcomes: Readonly<Record<BpfOutcome, string>> = { hang: '**spins for ever**', stall: '**spins up to 250 ms**', error: 'fails', safe: 'safe' };

export function bpfPage(): string {
  return [
    '# BPF programs: where they run, and what their helpers lock', '',
    'Generated from the tables of `engine/src/knowledge`. `lockctx lint --kernel-version 6.12` asks for one kernel, `kernelVersions` in `lockctx.json` for several.', '',
    '## Sections', '',
    '*Guard*: `shared` programs (kprobe, tracepoint, perf_event) keep each other out on a CPU, and bpf(2) keeps them out while it changes a map; `own` ones keep out only',
    'themselves; the others nothing. *libbpf*: the first of the kernel trees 6.1, 6.12 and 7.3 whose libbpf has the section.', '',
    ...table(['section', 'type', 'runs', 'context', 'sleeps', 'NMI', 'guard', 'libbpf'], bpfSections.map((row) => [
      `\`${row.section.replace('+', '')}\``, row.program, row.where, contextsOf(row.contexts), row.sleepable ? 'may' : 'no', nmiWords[row.nmi], guards[row.guard], row.libbpf,
    ])),
    '## Well-known targets', '',
    'What holds where a tracing program is attached, when the kernel is not read along with it. Otherwise the kernel says.', '',
    ...table(['target', 'kind', 'context', 'held'], bpfTargets.map(({ name, kind, contexts }) => [`\`${name}\``, kind, contextsOf(contexts), [...new Set(contexts.flatMap((c) => c.held ?? []))].join(', ') || '-'])),
    '## Locks', '',
    'What becomes of a helper that wants the lock which the code it interrupted holds: *in NMI*, and *nested*, that is in a tracing program that is attached inside the lock.',
    'Kernels before 5.10 are not spoken of. Read in the trees 6.1, 6.12 and 7.3, in public source of the release before a boundary, or in the announcement of a release;',
    '`(archive)`: only from the mailing list, the boundary may be a release off.', '',
    ...bpfOperations.filter((row) => row.lock).flatMap((row) => [
      `### ${row.helpers.map((helper) => `\`${helper}\``).join(', ')}`, '',
      `On ${row.mapTypes.join(', ')}: ${row.lock}${row.scope === 'kernel' ? ', shared by all maps of the type' : ''}.`, '',
      ...table(['kernels', 'primitive', 'in NMI', 'nested', 'then', 'see'], row.eras.map((era) => [
        `${describeWindow(era)}${era.confidence === 'archive' ? ' (archive)' : ''}`, `${era.primitive}${era.guard ? ` behind \`${era.guard}\`` : ''}`, outcomes[era.inNmi], outcomes[era.nested], era.result, era.proof,
      ])),
      ...insideOf('', row.inside),
      ...row.eras.flatMap((era) => insideOf(` ${describeWindow(era)}`, era.inside)),
    ]),
    `Without a lock: ${bpfOperations.filter((row) => !row.lock).map((row) => `${row.helpers.map((helper) => `\`${helper}\``).join(', ')} on ${row.mapTypes.join(', ')}`).join('; ')}.`, '',
  ].join('\n');
}

function insideOf(where: string, names: readonly string[] | undefined): string[] {
  return names ? [`Inside the lock${where}: ${names.map((name) => `\`${name}\``).join(', ')}.`, ''] : [];
}

function contextsOf(contexts: readonly EntryContext[]): string {
  const words = contexts.map(({ context, irqs, bh }) => (irqs === 'unknown' && context === 'process' ? 'as its caller' : context !== 'process' ? context : irqs === 'off' ? 'hardirqs off' : bh === 'off' ? 'softirqs off' : 'process'));
  return [...new Set(words)].join(', ') || 'as its target';
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}
