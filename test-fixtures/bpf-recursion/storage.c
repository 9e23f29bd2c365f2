/* Entered before the lock is taken: the counter kept it out until 7.0; what runs with the lock held still cannot have it. */
struct {
    __uint(type, BPF_MAP_TYPE_TASK_STORAGE);
    __uint(map_flags, BPF_F_NO_PREALLOC);
    __type(key, int);
    __type(value, long);
} counts SEC(".maps");

static void count(void)
{
    long *n = bpf_task_storage_get(&counts, bpf_get_current_task_btf(), 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
    //        ~~~~~~~~~~~~~~~~~~~~ bpf-recursion: process: calls bpf_task_storage_get() on counts, which holds the locks of task storage when bpf_local_storage_update runs
    //        ~~~~~~~~~~~~~~~~~~~~ bpf-recursion: process: calls bpf_task_storage_get() on counts, which holds the locks of task storage when bpf_selem_link_storage_nolock runs
    //        ^^^^^^^^^^^^^^^^^^^^ bpf-recursion: linking() runs at bpf_selem_link_storage_nolock, where bpf_task_storage_get() of entered() holds the locks of task storage of counts, and calls bpf_task_storage_get(): it fails with NULL from get, -EBUSY from delete on kernels before 7.0, NULL from get, -EDEADLK or, in NMI, -EOPNOTSUPP from delete on kernels since 7.0
    //        ^^^^^^^^^^^^^^^^^^^^ bpf-recursion: updating() runs at bpf_local_storage_update, where bpf_task_storage_get() of entered() holds the locks of task storage of counts, and calls bpf_task_storage_get(): it fails with NULL from get, -EBUSY from delete on kernels before 7.0

    if (n)
        *n += 1;
}

SEC("tp_btf/sys_enter")
int entered(__u64 *ctx)
{
    count();
    return 0;
}

SEC("fentry/bpf_local_storage_update")
int updating(__u64 *ctx)
{
    count();
    return 0;
}

SEC("fentry/bpf_selem_link_storage_nolock")
int linking(__u64 *ctx)
{
    count();
    return 0;
}
