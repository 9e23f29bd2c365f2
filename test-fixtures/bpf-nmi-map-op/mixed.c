/* Attached to what runs in NMI and elsewhere: there is something to do outside. */
struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __uint(max_entries, 1024);
    __type(key, __u32);
    __type(value, __u64);
} last_seen SEC(".maps");

static int note(__u32 key)
{
    __u64 now = bpf_ktime_get_ns();

    if (key == 0)
        return -1;
    return bpf_map_update_elem(&last_seen, &key, &now, BPF_NOEXIST);
    //     ^^^^^^^^^^^^^^^^^^^ bpf-nmi-map-op: bpf_map_update_elem() waits in NMI for the locks of the LRU lists of last_seen, which exited() may hold on this CPU: it spins for ever on kernels before 7.2
}

SEC("fentry/nmi_handle")
int handled(__u64 *ctx)
{
    return note(bpf_get_smp_processor_id());
}

SEC("tp_btf/sched_process_exit")
int exited(__u64 *ctx)
{
    __u32 key = bpf_get_current_pid_tgid();

    bpf_map_delete_elem(&last_seen, &key);
//  ~~~~~~~~~~~~~~~~~~~ bpf-nmi-map-op: process: calls bpf_map_delete_elem() on last_seen, which takes the locks of the LRU lists
    return 0;
}
