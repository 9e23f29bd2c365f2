// The program leaves when it does not get it.
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>

struct entry {
    struct bpf_res_spin_lock lock;
    __u64 hits;
};

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(max_entries, 1);
    __type(key, __u32);
    __type(value, struct entry);
} entries SEC(".maps");

SEC("tc")
int count(struct __sk_buff *skb)
{   // ctx: process|softirq
    __u32 key = 0;
    struct entry *entry = bpf_map_lookup_elem(&entries, &key);

    if (!entry)
        return 0;
    if (bpf_res_spin_lock(&entry->lock))
        return 0;
    entry->hits++;
    bpf_res_spin_unlock(&entry->lock);
    return 0;
}
