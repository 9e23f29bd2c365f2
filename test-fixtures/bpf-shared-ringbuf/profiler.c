// options: {"kernelVersions": ["6.12", "6.17"]}
struct {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __uint(max_entries, 1 << 20);
} events SEC(".maps");

struct event {
    __u64 time;
};

static int emit(void)
{
    struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);
    //                ~~~~~~~~~~~~~~~~~~~ bpf-shared-ringbuf: process, hardirqs off: calls bpf_ringbuf_reserve() on events
    //                ^^^^^^^^^^^^^^^^^^^ bpf-shared-ringbuf: events is reserved from in NMI here and in switched(), which this may interrupt: on 6.17 (from 6.15 and before 6.19, fixed in 6.17.13 and 6.18.2) it may spin for 250 ms and then fail

    if (!e)
        return -1;
    e->time = bpf_ktime_get_ns();
    bpf_ringbuf_submit(e, 0);
    return 0;
}

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{   // ctx: nmi
    return emit();
}

SEC("tp_btf/sched_switch")
int switched(__u64 *ctx)
{   // ctx: process
    return emit();
}
