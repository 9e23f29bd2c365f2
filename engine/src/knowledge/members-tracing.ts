/** Members of structs of probes and BPF maps. */

import { anywhere, noSleep, process } from './contexts.ts';
import type { MemberRow } from './types.ts';

export const tracingMembers: readonly MemberRow[] = [
  // Context of the probed instruction; preemption disabled; irqs off on the int3/ss path, unchanged on ftrace-based/optimized probes.
  { struct: 'kprobe', member: 'pre_handler', ...anywhere, confidence: 'source', group: 'tracing' },
  { struct: 'kprobe', member: 'post_handler', ...anywhere, confidence: 'source', group: 'tracing' },

  // Context of the probed function.
  { struct: 'kretprobe', member: 'handler', ...anywhere, confidence: 'source', group: 'tracing' },
  { struct: 'kretprobe', member: 'entry_handler', ...anywhere, confidence: 'source', group: 'tracing' },

  // Context of any traced function incl. NMI; recursion protection is opt-in/auto via FTRACE_OPS_FL_RECURSION.
  { struct: 'ftrace_ops', member: 'func', ...anywhere, confidence: 'source', group: 'tracing' },

  { struct: 'fprobe', member: 'entry_handler', ...anywhere, confidence: 'source', group: 'tracing' },
  { struct: 'fprobe', member: 'exit_handler', ...anywhere, confidence: 'source', group: 'tracing' },

  // handler/ret_handler/filter run in the probed task, may sleep (faults allowed).
  { struct: 'uprobe_consumer', member: 'handler', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'uprobe_consumer', member: 'ret_handler', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'uprobe_consumer', member: 'filter', ...process, confidence: 'default', group: 'tracing' },

  { struct: 'bpf_map_ops', member: 'map_alloc_check', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_alloc', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_release', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_free', ...process, confidence: 'unverified', group: 'bpf' },
  // bpf() syscall path map_get_next_key and batch helpers.
  { struct: 'bpf_map_ops', member: 'map_get_next_key', ...noSleep, held: ['rcu_read_lock'], confidence: 'source', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_release_uref', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_lookup_elem_sys_only', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_lookup_batch', ...process, confidence: 'unverified', group: 'bpf' },
  // From programs in any context, and from bpf(2).
  { struct: 'bpf_map_ops', member: 'map_lookup_and_delete_elem', ...anywhere, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_lookup_and_delete_batch', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_update_batch', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_delete_batch', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_fd_get_ptr', ...process, confidence: 'unverified', group: 'bpf' },
  // From programs in any context, and from bpf(2).
  { struct: 'bpf_map_ops', member: 'map_fd_put_ptr', ...anywhere, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_gen_lookup', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_fd_sys_lookup_elem', ...process, confidence: 'unverified', group: 'bpf' },
  // Implementations take rcu_read_lock themselves.
  { struct: 'bpf_map_ops', member: 'map_seq_show_elem', ...noSleep, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_check_btf', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_poke_track', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_poke_untrack', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_poke_run', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_direct_value_addr', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_direct_value_meta', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_mmap', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_poll', ...process, confidence: 'unverified', group: 'bpf' },
  // From programs in any context, and from bpf(2).
  { struct: 'bpf_map_ops', member: 'map_local_storage_charge', ...anywhere, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_local_storage_uncharge', ...anywhere, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_owner_storage_ptr', ...anywhere, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_redirect', ...anywhere, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_meta_equal', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_set_for_each_callback_args', ...process, confidence: 'unverified', group: 'bpf' },
  // From programs in any context, and from bpf(2).
  { struct: 'bpf_map_ops', member: 'map_for_each_callback', ...anywhere, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_get_unmapped_area', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_mem_usage', ...process, confidence: 'unverified', group: 'bpf' },
  { struct: 'bpf_map_ops', member: 'map_get_hash', ...process, confidence: 'unverified', group: 'bpf' },
  // From programs in any context, and from bpf(2).
  { struct: 'bpf_map_ops', member: 'map_mmap_fault', ...anywhere, confidence: 'unverified', group: 'bpf' },

  { struct: 'fgraph_ops', member: 'entryfunc', ...anywhere, confidence: 'source', group: 'tracing' },
  { struct: 'fgraph_ops', member: 'retfunc', ...anywhere, confidence: 'source', group: 'tracing' },

  { struct: 'bpf_link_ops', member: 'release', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'bpf_link_ops', member: 'dealloc', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'bpf_link_ops', member: 'detach', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'bpf_link_ops', member: 'update_prog', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'bpf_link_ops', member: 'show_fdinfo', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'bpf_link_ops', member: 'fill_link_info', ...process, confidence: 'default', group: 'tracing' },

  { struct: 'bpf_verifier_ops', member: 'get_func_proto', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'bpf_verifier_ops', member: 'is_valid_access', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'bpf_verifier_ops', member: 'gen_prologue', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'bpf_verifier_ops', member: 'gen_ld_abs', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'bpf_verifier_ops', member: 'convert_ctx_access', ...process, confidence: 'default', group: 'tracing' },
  { struct: 'bpf_verifier_ops', member: 'btf_struct_access', ...process, confidence: 'default', group: 'tracing' },

  // Threads of kernel/locking/locktorture.c.
  { struct: 'lock_torture_ops', member: 'init', ...process, confidence: 'source', group: 'tracing' },
  { struct: 'lock_torture_ops', member: 'exit', ...process, confidence: 'source', group: 'tracing' },
  { struct: 'lock_torture_ops', member: 'writelock', ...process, confidence: 'source', group: 'tracing' },
  { struct: 'lock_torture_ops', member: 'write_delay', ...process, confidence: 'source', group: 'tracing' },
  { struct: 'lock_torture_ops', member: 'writeunlock', ...process, confidence: 'source', group: 'tracing' },
  { struct: 'lock_torture_ops', member: 'readlock', ...process, confidence: 'source', group: 'tracing' },
  { struct: 'lock_torture_ops', member: 'read_delay', ...process, confidence: 'source', group: 'tracing' },
  { struct: 'lock_torture_ops', member: 'readunlock', ...process, confidence: 'source', group: 'tracing' },

  { struct: 'event_trigger_ops', member: 'trigger', ...anywhere, confidence: 'default', group: 'tracing' },
];
