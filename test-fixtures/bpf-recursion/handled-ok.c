// options: {"kernelVersions": ["6.12"]}
/* It only fails there, and the program knows what it lost. */
struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __uint(max_entries, 1024);
    __type(key, __u32);
    __type(value, __u64);
} sizes SEC(".maps");

__u64 lost;

SEC("fexit/alloc_htab_elem")
int allocated(__u64 *ctx)
{
    __u32 key = 0;
    __u64 one = 1;
    long err;

    if (bpf_map_update_elem(&sizes, &key, &one, BPF_NOEXIST))
        lost++;
    err = bpf_map_delete_elem(&sizes, &key);
    if (err == -EBUSY)
        lost++;
    return 0;
}
