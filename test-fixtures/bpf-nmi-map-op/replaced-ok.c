/* What replaces a part of a program runs under that one's counter; callbacks of loops are parts of it too. */
struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __uint(max_entries, 64);
    __type(key, __u32);
    __type(value, __u64);
} seen SEC(".maps");

static long drop(__u64 index, void *ctx)
{
    __u32 key = index;

    return bpf_map_delete_elem(&seen, &key);
}

__noinline int forget(__u32 key)
{
    return bpf_map_delete_elem(&seen, &key);
}

SEC("kprobe/do_exit")
int exited(struct pt_regs *ctx)
{
    bpf_loop(8, drop, 0, 0);
    return 0;
}

SEC("perf_event")
int sample(struct bpf_perf_event_data *ctx)
{   // ctx: nmi
    if (bpf_in_nmi())
        return 0;
    return forget(1);
}

SEC("freplace/forget")
int replaced(__u32 key)
{   // ctx: none
    return bpf_map_delete_elem(&seen, &key);
}
