/* bpf_prog_active keeps the tracepoint out; the raw one, kprobes of other types and timers it does not. */
#include <uapi/linux/bpf_perf_event.h>

BPF_TABLE("lru_hash", u32, u64, recent, 1024);
BPF_TABLE("percpu_array", int, u64, misses, 1);

static inline void note(u32 pid)
{
    u64 zero = 0, *seen = recent.lookup_or_try_init(&pid, &zero);
    //                    ^^^^^^^^^^^^^^^^^^^^^^^^^ bpf-nmi-map-op: recent.lookup_or_try_init() waits in NMI for the locks of the LRU lists of recent, which sched_process_exit() may hold on this CPU: it spins for ever on kernels before 7.2

    if (seen)
        *seen = bpf_ktime_get_ns();
    else
        misses.increment(0);
}

int on_sample(struct bpf_perf_event_data *ctx)
{
    note(bpf_get_current_pid_tgid());
    return 0;
}

TRACEPOINT_PROBE(sched, sched_switch)
{
    u32 pid = args->next_pid;

    recent.delete(&pid);
    return 0;
}

RAW_TRACEPOINT_PROBE(sched_process_exit)
{
    u32 pid = bpf_get_current_pid_tgid();

    recent.delete(&pid);
//  ~~~~~~~~~~~~~ bpf-nmi-map-op: process: calls recent.delete() on recent, which takes the locks of the LRU lists
    return 0;
}
