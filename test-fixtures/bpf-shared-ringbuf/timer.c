/* A timer's callback is not under bpf_prog_active; a kprobe is. */
struct element {
    struct bpf_timer timer;
};

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(max_entries, 1);
    __type(key, int);
    __type(value, struct element);
} timers SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __uint(max_entries, 4096);
} events SEC(".maps"), traces SEC(".maps");

static int expired(void *map, int *key, struct element *value)
{   // ctx: softirq
    __u64 now = bpf_ktime_get_ns();

    bpf_ringbuf_output(&events, &now, sizeof(now), 0);
//  ~~~~~~~~~~~~~~~~~~ bpf-shared-ringbuf: softirq (hrtimer): calls bpf_ringbuf_output() on events
    return 0;
}

SEC("syscall")
int start(void *ctx)
{   // ctx: process
    int key = 0;
    struct element *e = bpf_map_lookup_elem(&timers, &key);

    if (!e)
        return 1;
    bpf_timer_init(&e->timer, &timers, 1);
    bpf_timer_set_callback(&e->timer, expired);
    return bpf_timer_start(&e->timer, 1000, 0);
}

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{
    __u64 now = bpf_ktime_get_ns();

    bpf_ringbuf_output(&events, &now, sizeof(now), 0);
//  ^^^^^^^^^^^^^^^^^^ bpf-shared-ringbuf: events is reserved from in NMI here and in expired(), which this may interrupt: on kernels from 6.15 and before 6.19, fixed in 6.17.13 and 6.18.2 it may spin for 250 ms and then fail
    bpf_ringbuf_output(&traces, &now, sizeof(now), 0);
    return 0;
}

SEC("kprobe/do_exit")
int exited(struct pt_regs *ctx)
{
    __u64 now = bpf_ktime_get_ns();

    bpf_ringbuf_output(&traces, &now, sizeof(now), 0);
    return 0;
}
