/** Programs whose section name says nothing: what the type of their context argument, or the macro that defines them, says. */

/** First parameter → the section that stands for it. */
export const bpfContextTypes: readonly (readonly [type: string, section: string])[] = [
  ['struct __sk_buff*', 'tc'], ['struct __ctx_buff*', 'tc'], ['struct xdp_md*', 'xdp'], ['struct bpf_perf_event_data*', 'perf_event'], ['struct pt_regs*', 'kprobe'],
  ['struct bpf_sock_ops*', 'sockops'], ['struct sk_msg_md*', 'sk_msg'], ['struct bpf_sock_addr*', 'cgroup/bind4'], ['struct bpf_sysctl*', 'cgroup/sysctl'], ['struct bpf_sockopt*', 'cgroup/getsockopt'],
  ['struct bpf_sk_lookup*', 'sk_lookup'], ['struct sk_reuseport_md*', 'sk_reuseport'], ['struct bpf_nf_ctx*', 'netfilter'], ['struct bpf_raw_tracepoint_args*', 'raw_tp'],
];

/** Macros that define a program and name what it is attached to; `$1`, `$2` are their arguments. */
export const bpfDefiners: readonly (readonly [macro: string, section: string])[] = [
  ['TRACEPOINT_PROBE', 'tracepoint/$1/$2'], ['RAW_TRACEPOINT_PROBE', 'raw_tp/$1'], ['KFUNC_PROBE', 'fentry/$1'], ['KRETFUNC_PROBE', 'fexit/$1'], ['MODULE_KFUNC_PROBE', 'fentry/$2'], ['MODULE_KRETFUNC_PROBE', 'fexit/$2'],
  ['LSM_PROBE', 'lsm/$1'], ['BPF_ITER', 'iter/$1'], ['BPF_STRUCT_OPS', 'struct_ops/$1'], ['BPF_STRUCT_OPS_SLEEPABLE', 'struct_ops.s/$1'], ['__section_tail', '$1/$2'], ['__section', '$1'], ['__section_entry', '*'], ['__declare_tail', '$1'],
];

/** Beginnings of function names that BCC attaches by. */
export const bpfNamePrefixes: readonly (readonly [prefix: string, section: string])[] = [
  ['kprobe__', 'kprobe/'], ['kretprobe__', 'kretprobe/'], ['tracepoint__', 'tracepoint/'], ['raw_tracepoint__', 'raw_tp/'], ['kfunc__', 'fentry/'], ['kretfunc__', 'fexit/'], ['lsm__', 'lsm/'],
];
