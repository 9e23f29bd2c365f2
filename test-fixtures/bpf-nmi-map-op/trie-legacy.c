/* A legacy definition; a hash table is safe since its buckets count nesting. The context is asked for before the second one. */
struct bpf_map_def SEC("maps") routes = {
    .type = BPF_MAP_TYPE_LPM_TRIE,
    .key_size = 8,
    .value_size = 4,
};
struct bpf_map_def SEC("maps") samples = {
    .type = BPF_MAP_TYPE_HASH,
    .key_size = 8,
    .value_size = 4,
};

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{
    __u64 key = 0, value = 1;

    bpf_map_update_elem(&samples, &key, &value, BPF_ANY);
//  ^^^^^^^^^^^^^^^^^^^ bpf-nmi-map-op: bpf_map_update_elem() waits in NMI for the bucket lock of samples, which classify() may hold on this CPU: it spins for ever on kernels before 5.11
    if (bpf_in_nmi())
        return 0;
    bpf_map_update_elem(&routes, &key, &value, BPF_ANY);
    return 0;
}

SEC("fentry/nmi_handle")
int handled(__u64 *ctx)
{
    __u64 key = 0, value = 1;

    bpf_map_update_elem(&routes, &key, &value, BPF_ANY);
//  ^^^^^^^^^^^^^^^^^^^ bpf-nmi-map-op: bpf_map_update_elem() waits in NMI for the lock of the trie of routes, which classify() may hold on this CPU: it spins for ever on kernels before 6.15
    return 0;
}

SEC("tc")
int classify(struct __sk_buff *skb)
{
    __u64 key = 0, value = 1;

    bpf_map_update_elem(&routes, &key, &value, BPF_ANY);
//  ~~~~~~~~~~~~~~~~~~~ bpf-nmi-map-op: softirq (net_rx): calls bpf_map_update_elem() on routes, which takes the lock of the trie
    bpf_map_update_elem(&samples, &key, &value, BPF_ANY);
//  ~~~~~~~~~~~~~~~~~~~ bpf-nmi-map-op: softirq (net_rx): calls bpf_map_update_elem() on samples, which takes the bucket lock
    return 0;
}
