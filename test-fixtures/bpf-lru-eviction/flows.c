struct flow {
    __u64 bytes;
};

struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __uint(max_entries, 1024);
    __type(key, __u32);
    __type(value, struct flow);
} flows SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_LRU_PERCPU_HASH);
    __uint(max_entries, 1024);
    __type(key, __u32);
    __type(value, struct flow);
} percpu_flows SEC(".maps");

SEC("tc/ingress")
int ingress(struct __sk_buff *skb)
{   // ctx: softirq
    __u32 key = skb->mark;
    struct flow *flow = bpf_map_lookup_elem(&flows, &key);
    struct flow fresh = { .bytes = skb->len };

    if (flow == NULL) {
        bpf_map_update_elem(&flows, &key, &fresh, BPF_ANY);
        return 0;
    }
    fresh.bytes += flow->bytes;
    bpf_map_update_elem(&flows, &key, &fresh, BPF_ANY);
//  ^^^^^^^^^^^^^^^^^^^ bpf-lru-eviction: bpf_map_update_elem() on the LRU map flows for a key that was just found: if the map is full it evicts an element first, perhaps this one
    bpf_map_update_elem(&percpu_flows, &key, &fresh, BPF_EXIST);
    return 0;
}

SEC("tc/egress")
int egress(struct __sk_buff *skb)
{   // ctx: process|softirq
    __u32 key = skb->mark;
    struct flow fresh = { .bytes = skb->len };

    bpf_map_update_elem(&flows, &key, &fresh, BPF_EXIST);
//  ^^^^^^^^^^^^^^^^^^^ bpf-lru-eviction: bpf_map_update_elem() on the LRU map flows with BPF_EXIST: if the map is full it evicts an element first, perhaps this one
    bpf_map_update_elem(&percpu_flows, &key, &fresh, BPF_ANY);
//  ^^^^^^^^^^^^^^^^^^^ bpf-lru-eviction: bpf_map_update_elem() on the LRU map percpu_flows for a key that may be there already: if the map is full it evicts an element first, perhaps this one
    return 0;
}
