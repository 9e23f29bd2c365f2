/** An update of an LRU map for a key that is there: the per-CPU form of the map takes no element for it, if told that the key exists. */

import { evictingUpdates, perCpuForms } from '../knowledge/bpf-locks.ts';
import { definitionOf, useOf } from './bpf-definition.ts';
import type { FixKind } from './types.ts';

export const perCpuMap: FixKind = {
  name: 'bpf-percpu-map',
  rules: ['bpf-lru-eviction'],
  summary: 'Makes the map one with values per CPU, where an update with `BPF_EXIST` takes no element; user space must then add up the values of all CPUs.',
  *offer(request) {
    const { analysis, finding, function: id } = request;
    const use = useOf(request);
    const text = request.textOf(id);
    const row = use && evictingUpdates.find(({ helper, mapTypes }) => helper === use.helper && mapTypes.includes(use.map.type));
    const form = use && perCpuForms[use.map.type];
    if (!use || !row || !form || !text || finding.severity === 'hint' || !row.sparing.includes(form)) return;
    const view = analysis.program.viewOf(id);
    const definition = view.file === use.map.file ? definitionOf(text, use.map) : undefined;
    const type = definition && new RegExp(`\\bBPF_MAP_TYPE_${use.map.type}\\b`).exec(definition.copy);
    const flags = text.call(view.site(use.operation), use.as.written)?.args[row.flags];
    if (!definition || !type || !flags) return;
    const at = definition.start + type.index;
    yield {
      kind: perCpuMap.name,
      title: `Give ${use.map.name} values per CPU (${form}), and update it with ${row.existing[0]}`,
      isPreferred: false,
      edits: [text.replaceRange(at, at + type[0].length, `BPF_MAP_TYPE_${form}`), text.replace(flags[0], flags[1], row.existing[0])],
    };
  },
};
