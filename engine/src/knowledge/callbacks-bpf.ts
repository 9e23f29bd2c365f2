/** BPF programs by section, as `SEC:` and the section or its beginning, and callbacks of BPF helpers. */

import { bpfSections } from './bpf-sections.ts';
import { bpfTargets } from './bpf-targets.ts';
import { nmi, process, softTimer, work } from './contexts.ts';
import type { CallbackRow, EntryContext } from './types.ts';

const bySection = { argument: 0, confidence: 'source', group: 'bpf' } as const;

/** NMI is possible for a probe, but only some attachments reach it. */
const sections: readonly CallbackRow[] = bpfSections.flatMap(({ section, contexts, nmi: nmiAt }) => {
  const api = `SEC:${section.replace('+', '')}`;
  const rows: CallbackRow[] = contexts.map((context: EntryContext) => ({ api, ...context, ...bySection }));
  return nmiAt === 'target' && contexts.length ? [...rows, { api, ...nmi, ...bySection, confidence: 'unverified' as const }] : rows;
});

/** Every spelling of an attachment to a well-known place; what may sleep is attached elsewhere. */
const targets: readonly CallbackRow[] = bpfTargets.flatMap(({ kind, name, system, contexts }) =>
  bpfSections
    .filter((row) => row.target === kind && !row.sleepable && row.section.endsWith('+'))
    .flatMap(({ section }) => contexts.map((context) => ({ api: `SEC:${section.replace('+', '')}/${/^(tracepoint|tp)\+$/.test(section) ? `${system}/` : ''}${name}`, ...context, ...bySection }))));

export const bpfCallbacks: readonly CallbackRow[] = [
  ...sections,
  ...targets,

  // Callbacks. bpf_timer is a soft hrtimer; a bpf_wq is a work item; task work runs on the return to user space.
  { api: 'bpf_timer_set_callback', argument: 1, ...softTimer, object: 0, confidence: 'source', group: 'bpf' },
  { api: 'bpf_wq_set_callback', argument: 1, ...work, object: 0, confidence: 'source', group: 'bpf' },
  { api: 'bpf_wq_set_callback_impl', argument: 1, ...work, object: 0, confidence: 'source', group: 'bpf' },
  { api: 'bpf_task_work_schedule_signal', argument: 3, ...process, confidence: 'source', group: 'bpf' },
  { api: 'bpf_task_work_schedule_resume', argument: 3, ...process, confidence: 'source', group: 'bpf' },
];
