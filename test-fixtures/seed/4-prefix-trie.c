// A prefix trie under a plain lock, with a map update that perf-event programs may call.
#include <linux/bpf.h>
#include <linux/spinlock.h>

struct prefix_trie {
    struct bpf_map map;
    spinlock_t lock;
    struct trie_node __rcu *root;
    size_t entries;
};

static long trie_update(struct bpf_map *map, void *key, void *value, u64 flags)
{   // ctx: process|nmi
    struct prefix_trie *trie = container_of(map, struct prefix_trie, map);
    unsigned long irq_flags;

    spin_lock_irqsave(&trie->lock, irq_flags);
    //                ^^^^^^^^^^^ nmi-unsafe-lock: …
    //                ~~~~~~~~~~~ nmi-unsafe-lock: process
    trie->entries++;
    spin_unlock_irqrestore(&trie->lock, irq_flags);
    return 0;
}

static long trie_delete(struct bpf_map *map, void *key)
{   // ctx: process|nmi
    struct prefix_trie *trie = container_of(map, struct prefix_trie, map);
    unsigned long irq_flags;
    int ret = 0;

    spin_lock_irqsave(&trie->lock, irq_flags);
    //                ^^^^^^^^^^^ nmi-unsafe-lock: …
    if (!trie->entries) {
        ret = -ENOENT;
        goto out;
    }
    trie->entries--;
out:
    spin_unlock_irqrestore(&trie->lock, irq_flags);
    return ret;
}

const struct bpf_map_ops trie_map_ops = {
    .map_update_elem = trie_update,
    .map_delete_elem = trie_delete,
};
