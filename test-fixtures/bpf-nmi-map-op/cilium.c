/* Declarations as cilium and iproute2 write them: helpers without bpf_, maps and programs by section macros. */
#include <bpf/ctx/skb.h>
#include <bpf/api.h>

struct bpf_elf_map __section_maps cilium_routes = {
    .type = BPF_MAP_TYPE_LPM_TRIE,
    .size_key = 8,
    .size_value = 4,
    .max_elem = 64,
};

struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __type(key, __u64);
    __type(value, __u32);
    __uint(max_entries, 512);
} cilium_flows __section_maps_btf;

__section("from-netdev")
int from_netdev(struct __ctx_buff *ctx)
{
    __u64 key = ctx->mark;
    __u32 value = 1;

    map_update_elem(&cilium_routes, &key, &value, BPF_ANY);
//  ~~~~~~~~~~~~~~~ bpf-nmi-map-op: softirq (net_rx): calls map_update_elem() on cilium_routes, which takes the lock of the trie
    return 0;
}

__section_tail(CALLS, TO_NETDEV)
int tail_to_netdev(struct __ctx_buff *ctx)
{
    __u64 key = ctx->mark;
    __u32 value = 1;

    if (map_lookup_elem(&cilium_flows, &key))
        map_delete_elem(&cilium_flows, &key);
//      ~~~~~~~~~~~~~~~ bpf-nmi-map-op: softirq (net_rx): calls map_delete_elem() on cilium_flows, which takes the locks of the LRU lists
    else
        map_update_elem(&cilium_flows, &key, &value, BPF_NOEXIST);
    return 0;
}

__section("perf_event")
int sampled(struct bpf_perf_event_data *ctx)
{
    __u64 key = 0;
    __u32 value = 1;

    map_delete_elem(&cilium_flows, &key);
//  ^^^^^^^^^^^^^^^ bpf-nmi-map-op: map_delete_elem() waits in NMI for the locks of the LRU lists of cilium_flows, which tail_to_netdev() may hold on this CPU: it spins for ever on kernels before 7.2
    return map_update_elem(&cilium_routes, &key, &value, BPF_ANY);
    //     ^^^^^^^^^^^^^^^ bpf-nmi-map-op: map_update_elem() waits in NMI for the lock of the trie of cilium_routes, which from_netdev() may hold on this CPU: it spins for ever on kernels before 6.15
}
