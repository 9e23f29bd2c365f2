// options: {"kernelVersions": ["6.12"]}
/* The holder is the code that it interrupted: it cannot go on while this waits. */
struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __uint(max_entries, 1024);
    __type(key, __u32);
    __type(value, __u64);
} sizes SEC(".maps");

SEC("fexit/alloc_htab_elem")
int allocated(__u64 *ctx)
{
    __u32 key = 0;
    __u64 one = 1;

    while (bpf_map_update_elem(&sizes, &key, &one, BPF_ANY))
    //     ^^^^^^^^^^^^^^^^^^^ bpf-recursion: allocated() runs at alloc_htab_elem, where bpf(2) or another program holds the bucket lock of sizes, and calls bpf_map_update_elem(): it fails with -EBUSY on 6.12
        ;
    return 0;
}
