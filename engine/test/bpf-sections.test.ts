/** Sections of BPF programs, and the macros and names that stand for them. */

import { expect, test } from 'vitest';
import { bpfSections } from '../src/knowledge/bpf-sections.ts';
import { bpfTargets } from '../src/knowledge/bpf-targets.ts';
import { describeSection, matchSection, programSection, sectionText } from '../src/program/bpf-sections.ts';

const matched = (section: string): string => {
  const match = matchSection(section);
  return match ? `${match.row.section} ${match.target}`.trim() : '';
};

test('the longest beginning speaks', () => {
  expect(matched('tc/ingress')).toBe('tc/ingress');
  expect(matched('tc')).toBe('tc');
  expect(matched('classifier/from-netdev')).toBe('classifier from-netdev');
  expect(matched('xdp/cpumap')).toBe('xdp/cpumap');
  expect(matched('xdp/anything')).toBe('xdp anything');
  expect(matched('cgroup_skb/egress/x')).toBe('cgroup_skb/egress x');
  expect(matched('fmod_ret.s/bpf_modify_return_test')).toBe('fmod_ret.s+ bpf_modify_return_test');
  expect(matched('.maps')).toBe('');
  expect(matched('kprobes')).toBe('');
});

test('targets lose their folder, module and offset', () => {
  expect(matched('tracepoint/sched/sched_switch')).toBe('tracepoint+ sched_switch');
  expect(matched('tp/syscalls/sys_enter_openat')).toBe('tp+ sys_enter_openat');
  expect(matched('kprobe/do_exit+0x10')).toBe('kprobe+ do_exit');
  expect(matched('fentry/nf_conntrack:nf_ct_put')).toBe('fentry+ nf_ct_put');
});

test('sections as they are written', () => {
  expect(sectionText('"?raw_tp/sched_switch"')).toBe('raw_tp/sched_switch');
  expect(sectionText('"fentry/" SYS_PREFIX "sys_getpgid"')).toBe('fentry/*sys_getpgid');
});

test.each([
  [['SEC("perf_event")'], 'f', '', 'perf_event'],
  [['__section("from-netdev")'], 'f', 'struct __ctx_buff*', 'tc'],
  [['__section_tail(CALLS, FROM_NETDEV)'], 'f', 'struct __ctx_buff*', 'tc'],
  [['__section_entry'], 'f', 'struct xdp_md*', 'xdp'],
  [['SEC("prog/1")'], 'f', 'struct xdp_md*', 'xdp'],
  [['TRACEPOINT_PROBE(sched, sched_switch)'], 'sched', '', 'tracepoint/sched/sched_switch'],
  [['KRETFUNC_PROBE(vfs_read, struct file *f)'], 'vfs_read', '', 'fexit/vfs_read'],
  [['RAW_TRACEPOINT_PROBE(sched_switch)'], 'sched_switch', '', 'raw_tp/sched_switch'],
  [['BPF_STRUCT_OPS(simple_enqueue, struct task_struct *p)'], 'simple_enqueue', '', 'struct_ops/simple_enqueue'],
  [[], 'kprobe__do_exit', 'struct pt_regs*', 'kprobe/do_exit'],
  [[], 'kretprobe__vfs_read', 'struct pt_regs*', 'kretprobe/vfs_read'],
  [[], 'tracepoint__irq__softirq_entry', 'struct tracepoint__irq__softirq_entry*', 'tracepoint/irq/softirq_entry'],
  [[], 'raw_tracepoint__sched_switch', 'struct bpf_raw_tracepoint_args*', 'raw_tp/sched_switch'],
  [[], 'kprobe__do_exit', 'int', undefined],
  [['__init'], 'init', '', undefined],
  [['__section(".ref.text")'], 'f', 'int', undefined],
] as const)('%j %s(%s) is a program of section %s', (attributes, name, type, section) => {
  expect(programSection(attributes, name, type)).toBe(section);
});

test('every section describes itself', () => {
  for (const row of bpfSections) {
    const section = row.section.replace('+', '');
    expect(describeSection(section)).toMatchObject({ section, sleepable: row.sleepable, programType: `BPF_PROG_TYPE_${row.program}` });
  }
  expect(describeSection('license')).toBeUndefined();
});

test('a well-known target says more than its section', () => {
  expect(describeSection('tp_btf/sched_switch')!.contexts).toEqual([{ context: 'process', irqs: 'off', held: ['the run queue lock'] }]);
  expect(describeSection('fentry/__x64_sys_openat')!.contexts).toEqual([{ context: 'process', irqs: 'on', held: [] }]);
});

test('only what is attached to something may run in NMI', () => {
  expect(bpfSections.filter((row) => row.nmi === 'target' && row.target === 'none')).toEqual([]);
  expect(bpfSections.filter((row) => row.sleepable && row.nmi !== 'never')).toEqual([]);
  expect(new Set(bpfTargets.map((row) => `${row.kind} ${row.name}`)).size).toBe(bpfTargets.length);
});
