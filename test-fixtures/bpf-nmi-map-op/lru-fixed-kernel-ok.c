// options: {"kernelVersions": [">=7.2"]}
struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __type(key, __u32);
    __type(value, __u64);
} stacks SEC(".maps");

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{
    __u32 key = 0;

    bpf_map_delete_elem(&stacks, &key);
    return 0;
}

SEC("xdp")
int receive(struct xdp_md *ctx)
{
    __u32 key = 1;

    bpf_map_delete_elem(&stacks, &key);
    return XDP_PASS;
}
