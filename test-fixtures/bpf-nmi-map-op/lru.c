// options: {"kernelVersions": ["6.1", "6.12", ">=6.15"]}
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __uint(max_entries, 4096);
    __type(key, __u32);
    __type(value, __u64);
} stacks SEC(".maps");

static __always_inline void note(void *map, __u32 key)
{
    __u64 now = bpf_ktime_get_ns();

    bpf_map_update_elem(map, &key, &now, BPF_NOEXIST);
//  ^^^^^^^^^^^^^^^^^^^ bpf-nmi-map-op: bpf_map_update_elem() waits in NMI for the locks of the LRU lists of stacks, which receive() may hold on this CPU: it spins for ever on 6.1, 6.12 and >=6.15 (before 7.2)
}

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{   // ctx: nmi
    note(&stacks, bpf_get_smp_processor_id());
    return 0;
}

SEC("xdp")
int receive(struct xdp_md *ctx)
{   // ctx: softirq
    __u32 key = ctx->ingress_ifindex;

    bpf_map_delete_elem(&stacks, &key);
//  ~~~~~~~~~~~~~~~~~~~ bpf-nmi-map-op: softirq (net_rx): calls bpf_map_delete_elem() on stacks, which takes the locks of the LRU lists
    return XDP_PASS;
}
