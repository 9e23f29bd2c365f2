/* BCC's dialect: maps from macros, helpers as methods; what it attaches by name, by macro, or from Python. */
#include <uapi/linux/ptrace.h>
#include <uapi/linux/bpf_perf_event.h>

BPF_RINGBUF_OUTPUT(events, 8);
BPF_HASH(counts, u32);

int on_sample(struct bpf_perf_event_data *ctx)
{
    u64 now = bpf_ktime_get_ns();
    u32 pid = bpf_get_current_pid_tgid();

    counts.increment(pid);
    events.ringbuf_output(&now, sizeof(now), 0);
//  ^^^^^^^^^^^^^^^^^^^^^ bpf-shared-ringbuf: events is reserved from in NMI here and in vfs_read(), which this may interrupt: on kernels from 6.15 and before 6.19, fixed in 6.17.13 and 6.18.2 it may spin for 250 ms and then fail
    return 0;
}

KFUNC_PROBE(vfs_read, struct file *file)
{
    u64 now = bpf_ktime_get_ns();

    events.ringbuf_output(&now, sizeof(now), 0);
//  ~~~~~~~~~~~~~~~~~~~~~ bpf-shared-ringbuf: process: calls events.ringbuf_output() on events
    return 0;
}

int kprobe__do_exit(struct pt_regs *ctx)
{
    u64 now = bpf_ktime_get_ns();

    events.ringbuf_output(&now, sizeof(now), 0);
    return 0;
}
