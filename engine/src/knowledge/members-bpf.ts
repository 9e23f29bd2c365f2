/** Operations of BPF maps: what programs may call in NMI, and what only bpf(2) calls. */

import { anywhere, caller, nmi, process, task } from './contexts.ts';
import type { MemberRow } from './types.ts';

/** Map types whose operations the verifier keeps perf_event programs from calling: check_map_func_compatibility, kernel/bpf/verifier.c. */
const except = [
  'sock_map_ops', 'sock_hash_ops', 'dev_map_ops', 'dev_map_hash_ops', 'cpu_map_ops', 'xsk_map_ops', 'reuseport_array_ops', 'cgroup_storage_map_ops',
  'sk_storage_map_ops', 'inode_storage_map_ops', 'task_storage_map_ops', 'cgrp_storage_map_ops', 'bpf_struct_ops_map_ops', 'array_of_maps_map_ops',
  'htab_of_maps_map_ops', 'prog_array_map_ops', 'perf_event_array_map_ops', 'cgroup_array_map_ops', 'stack_trace_map_ops', 'arena_map_ops', 'insn_array_map_ops',
] as const;

const inNmi = { ...nmi, except, confidence: 'source', group: 'bpf' } as const;
/** bpf(2) calls it with nothing masked: under RCU for most map types, kernel/bpf/syscall.c bpf_map_update_value. */
const fromSystemCall = { ...task, confidence: 'source', group: 'bpf' } as const;
const fromProgram = { ...anywhere, confidence: 'source', group: 'bpf' } as const;

export const bpfMembers: readonly MemberRow[] = [
  // BPF struct_ops of HID: an event comes from the completion of a URB or from a task; drivers/hid/bpf/hid_bpf_dispatch.c.
  { struct: 'hid_bpf_ops', member: 'hid_device_event', ...caller, confidence: 'source', group: 'bpf' },
  { struct: 'hid_bpf_ops', member: 'hid_rdesc_fixup', ...process, confidence: 'source', group: 'bpf' },
  { struct: 'hid_bpf_ops', member: 'hid_hw_request', ...process, confidence: 'source', group: 'bpf' },
  { struct: 'hid_bpf_ops', member: 'hid_hw_output_report', ...process, confidence: 'source', group: 'bpf' },

  { struct: 'bpf_map_ops', member: 'map_update_elem', ...fromSystemCall },
  { struct: 'bpf_map_ops', member: 'map_update_elem', ...inNmi },
  { struct: 'bpf_map_ops', member: 'map_delete_elem', ...fromSystemCall },
  { struct: 'bpf_map_ops', member: 'map_delete_elem', ...inNmi },
  { struct: 'bpf_map_ops', member: 'map_push_elem', ...fromSystemCall },
  { struct: 'bpf_map_ops', member: 'map_push_elem', ...inNmi },
  { struct: 'bpf_map_ops', member: 'map_pop_elem', ...fromSystemCall },
  { struct: 'bpf_map_ops', member: 'map_pop_elem', ...inNmi },
  { struct: 'bpf_map_ops', member: 'map_peek_elem', ...fromSystemCall },
  { struct: 'bpf_map_ops', member: 'map_peek_elem', ...inNmi },
  { struct: 'bpf_map_ops', member: 'map_lookup_elem', ...fromProgram },
  { struct: 'bpf_map_ops', member: 'map_lookup_elem', ...inNmi },
  { struct: 'bpf_map_ops', member: 'map_lookup_percpu_elem', ...fromProgram },
  { struct: 'bpf_map_ops', member: 'map_lookup_percpu_elem', ...inNmi },
];
