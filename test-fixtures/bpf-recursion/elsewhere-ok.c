/* Attached outside the lock: before it is taken, and to another map's code. */
struct {
    __uint(type, BPF_MAP_TYPE_TASK_STORAGE);
    __type(key, int);
    __type(value, long);
} seen SEC(".maps");

SEC("fentry/alloc_htab_elem")
int allocated(__u64 *ctx)
{
    long *n = bpf_task_storage_get(&seen, bpf_get_current_task_btf(), 0, BPF_LOCAL_STORAGE_GET_F_CREATE);

    if (n)
        *n += 1;
    return 0;
}

SEC("fentry/bpf_task_storage_get")
int got(__u64 *ctx)
{
    long *n = bpf_task_storage_get(&seen, bpf_get_current_task_btf(), 0, 0);

    if (n)
        *n += 1;
    return 0;
}
