/** Struct members whose call sites were read closely, with the file that proves each group. */

import { anywhere, hardTimer, interrupt, napi, nmi, noSleep, process, tasklet, timer, transmit, transmitSoftirq, urb, work } from './contexts.ts';
import type { MemberRow } from './types.ts';

const source = { confidence: 'source' } as const;

/** Map types whose operations the verifier keeps perf-event programs from calling: check_map_func_compatibility, kernel/bpf/verifier.c. */
const notInNmi = [
  'sock_map_ops', 'sock_hash_ops', 'dev_map_ops', 'dev_map_hash_ops', 'cpu_map_ops', 'xsk_map_ops', 'reuseport_array_ops', 'cgroup_storage_map_ops',
  'sk_storage_map_ops', 'inode_storage_map_ops', 'task_storage_map_ops', 'cgrp_storage_map_ops', 'bpf_struct_ops_map_ops', 'array_of_maps_map_ops',
  'htab_of_maps_map_ops', 'prog_array_map_ops', 'perf_event_array_map_ops', 'cgroup_array_map_ops', 'stack_trace_map_ops', 'arena_map_ops', 'insn_array_map_ops',
] as const;

const callableFromPrograms = ['map_update_elem', 'map_delete_elem', 'map_push_elem', 'map_pop_elem', 'map_peek_elem', 'map_lookup_elem', 'map_lookup_percpu_elem'] as const;

export const verifiedMembers: readonly MemberRow[] = [
  // URB completion of hid_irq_in(), drivers/hid/usbhid/hid-core.c: hardirq on host controllers without HCD_BH.
  { struct: 'hid_driver', member: 'raw_event', ...urb, ...source, group: 'input' },
  { struct: 'hid_driver', member: 'event', ...urb, ...source, group: 'input' },
  { struct: 'hid_driver', member: 'report', ...urb, ...source, group: 'input' },
  { struct: 'urb', member: 'complete', ...urb, ...source, group: 'usb' },
  // usb_hcd_irq(), drivers/usb/core/hcd.c.
  { struct: 'hc_driver', member: 'irq', ...interrupt, ...source, group: 'usb' },
  // dmaengine clients prepare, submit and start transfers from process context as well as from callbacks: Documentation/driver-api/dmaengine/provider.rst.
  ...['device_prep_dma_memcpy', 'device_prep_slave_sg', 'device_prep_dma_cyclic', 'device_prep_interleaved_dma', 'device_config', 'device_pause', 'device_resume', 'device_terminate_all', 'device_tx_status', 'device_issue_pending'].map(
    (member): MemberRow => ({ struct: 'dma_device', member, ...noSleep, ...source, group: 'dma' }),
  ),
  { struct: 'dma_async_tx_descriptor', member: 'tx_submit', ...noSleep, ...source, group: 'dma' },
  // rate_control_get_rate(), net/mac80211/rate.c: transmit path, softirqs off, also from net_tx.
  { struct: 'rate_control_ops', member: 'get_rate', ...transmitSoftirq, ...source, group: 'wifi' },
  { struct: 'net_device_ops', member: 'ndo_start_xmit', ...transmit, ...source, group: 'net' },
  { struct: 'net_device_ops', member: 'ndo_start_xmit', ...transmitSoftirq, ...source, group: 'net' },
  { struct: 'timer_list', member: 'function', ...timer, ...source, group: 'timer' },
  { struct: 'hrtimer', member: 'function', ...hardTimer, ...source, group: 'timer' },
  { struct: 'tasklet_struct', member: 'func', ...tasklet, ...source, group: 'softirq' },
  { struct: 'work_struct', member: 'func', ...work, ...source, group: 'workqueue' },
  { struct: 'napi_struct', member: 'poll', ...napi, ...source, group: 'net' },
  // Map operations that a perf-event program may call run in NMI.
  ...callableFromPrograms.flatMap((member): MemberRow[] => [
    { struct: 'bpf_map_ops', member, ...(member.includes('lookup') ? anywhere : process), atomic: 'unknown', ...source, group: 'bpf' },
    { struct: 'bpf_map_ops', member, ...nmi, ...source, group: 'bpf', except: notInNmi },
  ]),
];
