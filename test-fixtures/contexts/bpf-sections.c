// BPF programs run where their section says.
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

SEC("perf_event")
int on_sample(struct bpf_perf_event_data *ctx)
{   // ctx: nmi
    return 0;
}

SEC("xdp")
int on_packet(struct xdp_md *ctx)
{   // ctx: softirq
    return XDP_PASS;
}

SEC("syscall")
int on_call(void *ctx)
{   // ctx: process
    return 0;
}
