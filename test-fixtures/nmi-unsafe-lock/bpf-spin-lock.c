/* The verifier lets programs of this type take it, and what they are attached to runs in NMI. */
struct entry {
    struct bpf_spin_lock lock;
    __u64 hits;
};

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(max_entries, 1);
    __type(key, __u32);
    __type(value, struct entry);
} entries SEC(".maps");

static void count(struct entry *entry)
{
    bpf_spin_lock(&entry->lock);
    //            ^^^^^^^^^^^^ nmi-unsafe-lock: struct entry.lock is taken here in code that an NMI can run (bpf_spin_lock): masking interrupts does not hold an NMI off
    entry->hits++;
    bpf_spin_unlock(&entry->lock);
}

SEC("fentry/perf_event_overflow")
int overflowed(__u64 *ctx)
{   // ctx: nmi
    __u32 key = 0;
    struct entry *entry = bpf_map_lookup_elem(&entries, &key);

    if (entry)
        count(entry);
    return 0;
}

SEC("tc")
int classify(struct __sk_buff *skb)
{   // ctx: process|softirq
    __u32 key = 0;
    struct entry *entry = bpf_map_lookup_elem(&entries, &key);

    if (!entry)
        return 0;
    bpf_spin_lock(&entry->lock);
    //            ~~~~~~~~~~~~ nmi-unsafe-lock: softirq (net_rx): takes &entry->lock with bpf_spin_lock()
    entry->hits = 0;
    bpf_spin_unlock(&entry->lock);
    return 0;
}
