/* Before 6.15 the ring buffer's lock spins for ever when the holder of it is interrupted by a program that wants it. */
struct {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __uint(max_entries, 4096);
} events SEC(".maps");

SEC("tp_btf/contention_end")
int contended(__u64 *ctx)
{
    __u64 now = bpf_ktime_get_ns();

    bpf_ringbuf_output(&events, &now, sizeof(now), 0);
//  ^^^^^^^^^^^^^^^^^^ bpf-recursion: contended() runs at contention_end, where bpf_ringbuf_output() of receive() holds the lock of the ring buffer of events, and calls bpf_ringbuf_output(): it spins for ever on kernels before 6.15; it may spin for 250 ms and then fail on kernels from 6.15 and before 6.19, fixed in 6.17.13 and 6.18.2; it fails with NULL on kernels since 6.19
    return 0;
}

SEC("xdp")
int receive(struct xdp_md *ctx)
{
    __u64 now = bpf_ktime_get_ns();

    bpf_ringbuf_output(&events, &now, sizeof(now), 0);
//  ~~~~~~~~~~~~~~~~~~ bpf-recursion: softirq (net_rx): calls bpf_ringbuf_output() on events, which holds the lock of the ring buffer when contention_end runs
    return XDP_PASS;
}
