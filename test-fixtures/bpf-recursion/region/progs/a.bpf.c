struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __type(key, __u32);
    __type(value, __u64);
} seen SEC(".maps");

static int note(__u32 key)
{
    __u64 one = 1;

    return bpf_map_update_elem(&seen, &key, &one, BPF_NOEXIST);
    //     ^^^^^^^^^^^^^^^^^^^ bpf-recursion: accounted() runs at lru_account, where bpf_map_update_elem() of updated() holds the locks of the LRU lists of seen, and calls bpf_map_update_elem(): it spins for ever on kernels before 7.2; it fails with -ENOMEM on kernels since 7.2
    //     ^^^^^^^^^^^^^^^^^^^ bpf-recursion: account_left() runs at account, where bpf_map_update_elem() of updated() holds the locks of the LRU lists of seen, and calls bpf_map_update_elem(): it spins for ever on kernels before 7.2; it fails with -ENOMEM on kernels since 7.2
}

SEC("tp_btf/lru_account")
int accounted(__u64 *ctx)
{
    return note(1);
}

/* Passed after the lock is released. */
SEC("tp_btf/lru_updated")
int updated(__u64 *ctx)
{
    return note(2);
}

/* A static function of another folder, by its name. */
SEC("fexit/account")
int account_left(__u64 *ctx)
{
    return note(3);
}
