/** What the verifier refuses to load, so that it never runs: kernel/bpf/verifier.c. */

/** is_tracing_prog_type(): the types of program that may run anywhere. Those of type TRACING (fentry, tp_btf) are not among them. */
const anywhere = ['KPROBE', 'TRACEPOINT', 'PERF_EVENT', 'RAW_TRACEPOINT', 'RAW_TRACEPOINT_WRITABLE'] as const;

/** Locks, and the types of program, without `BPF_PROG_TYPE_`, that may not take them: check_map_prog_compatibility(). */
export const refusedLocks: readonly { readonly api: string; readonly programs: readonly string[] }[] = [
  { api: 'bpf_spin_lock', programs: ['SOCKET_FILTER', ...anywhere] },
  { api: 'bpf_res_spin_lock', programs: ['SOCKET_FILTER'] },
  { api: 'bpf_res_spin_lock_irqsave', programs: ['SOCKET_FILTER'] },
];
