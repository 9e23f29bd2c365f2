/* Nothing here can hold the lock meanwhile: a hint, for programs of other objects that share the map. */
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
//  ^^^^^^^^^^^^^^^^^^^ bpf-nmi-map-op: bpf_map_delete_elem() waits in NMI for the locks of the LRU lists of stacks; nothing here is known to hold it meanwhile, but a program of another object may: it spins for ever on kernels before 7.2
    return 0;
}
