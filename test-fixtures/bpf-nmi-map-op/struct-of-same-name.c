/* A map may be called like the struct of its values. */
struct stacks {
    __u64 hits;
};

struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __uint(max_entries, 64);
    __type(key, __u32);
    __type(value, struct stacks);
} stacks SEC(".maps");

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{
    __u32 key = 0;

    bpf_map_delete_elem(&stacks, &key);
//  ^^^^^^^^^^^^^^^^^^^ bpf-nmi-map-op: bpf_map_delete_elem() waits in NMI for the locks of the LRU lists of stacks, which receive() may hold on this CPU: it spins for ever on kernels before 7.2
    return 0;
}

SEC("xdp")
int receive(struct xdp_md *ctx)
{
    __u32 key = 1;

    bpf_map_delete_elem(&stacks, &key);
//  ~~~~~~~~~~~~~~~~~~~ bpf-nmi-map-op: softirq (net_rx): calls bpf_map_delete_elem() on stacks, which takes the locks of the LRU lists
    return XDP_PASS;
}
