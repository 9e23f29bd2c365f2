/* bpf_prog_active keeps the three out of each other; reading takes no lock. */
struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __type(key, __u32);
    __type(value, __u64);
} stacks SEC(".maps");

struct bpf_map_def SEC("maps") routes = {
    .type = BPF_MAP_TYPE_LPM_TRIE,
    .key_size = 8,
    .value_size = 4,
};

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{
    __u32 key = 0;

    return bpf_map_lookup_elem(&routes, &key) != NULL;
}

SEC("kprobe/do_exit")
int exited(struct pt_regs *ctx)
{
    __u32 key = 1;

    bpf_map_delete_elem(&stacks, &key);
    return 0;
}

SEC("tp/sched/sched_switch")
int switched(void *ctx)
{
    __u32 key = 1;

    bpf_map_delete_elem(&stacks, &key);
    bpf_map_delete_elem(&routes, &key);
    return 0;
}
