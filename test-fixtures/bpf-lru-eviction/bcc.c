BPF_TABLE("lru_hash", u32, u64, bytes, 1024);

int count(struct __sk_buff *skb)
{
    u32 key = skb->mark;
    u64 value = skb->len, *sum = bytes.lookup(&key);

    if (sum) {
        value += *sum;
        bytes.update(&key, &value);
//      ^^^^^^^^^^^^ bpf-lru-eviction: bytes.update() on the LRU map bytes for a key that was just found: if the map is full it evicts an element first, perhaps this one
        return 0;
    }
    bytes.update(&key, &value);
    return 0;
}

int first(struct __sk_buff *skb)
{
    u32 key = skb->mark;
    u64 value = skb->len;

    bytes.insert(&key, &value);
    return 0;
}
