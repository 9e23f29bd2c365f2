struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __type(key, __u32);
    __type(value, __u64);
} seen SEC(".maps");

static int note(__u32 key)
{
    __u64 one = 1;

    return bpf_map_update_elem(&seen, &key, &one, BPF_NOEXIST);
    //     ^^^^^^^^^^^^^^^^^^^ bpf-nmi-map-op: bpf_map_update_elem() waits in NMI for the locks of the LRU lists of seen, which charged() may hold on this CPU: it spins for ever on kernels before 7.2
}

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{   // ctx: nmi
    return note(0);
}

/* Runs where the kernel calls charge(). */
SEC("fentry/charge")
int BPF_PROG(charged, struct page *page)
{
    return note(1);
}

SEC("tp_btf/device_timeout")
int BPF_PROG(timed_out)
{
    return 0;
}
