// options: {"kernelVersions": ["6.12", "6.18"]}
/* bpf(2) holds the bucket lock; a kprobe would be kept out by bpf_prog_active, and a per-CPU array has no lock. */
struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __type(key, __u32);
    __type(value, __u64);
} sizes SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __type(key, __u32);
    __type(value, __u64);
} count SEC(".maps");

static void store(__u32 key)
{
    __u64 one = 1;

    bpf_map_update_elem(&sizes, &key, &one, BPF_ANY);
//  ^^^^^^^^^^^^^^^^^^^ bpf-recursion: allocated() runs at alloc_htab_elem, where bpf(2) or another program holds the bucket lock of sizes, and calls bpf_map_update_elem(): it fails with -EBUSY on 6.12, -EDEADLK or -ETIMEDOUT on 6.18
}

SEC("fexit/alloc_htab_elem")
int allocated(__u64 *ctx)
{
    __u32 key = 0;
    __u64 *n = bpf_map_lookup_elem(&count, &key);

    if (n)
        *n += 1;
    store(1);
    return 0;
}

SEC("kprobe/alloc_htab_elem")
int probed(struct pt_regs *ctx)
{
    store(2);
    return 0;
}
