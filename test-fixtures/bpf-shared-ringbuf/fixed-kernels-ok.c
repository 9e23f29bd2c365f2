// options: {"kernelVersions": ["6.12", "6.17.13", ">=6.19"]}
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
