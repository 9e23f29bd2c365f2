// The counter was taken out and the lock stayed.
#include <linux/bpf.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>

struct bucket {
    raw_spinlock_t lock;
    int used;
};

struct hash_map {
    struct bpf_map map;
    struct bucket *buckets;
};

static int bucket_lock(struct hash_map *h, struct bucket *b, unsigned long *pflags)
{
    unsigned long flags;

    preempt_disable();
    local_irq_save(flags);
    raw_spin_lock(&b->lock);
    //            ^^^^^^^^ nmi-unsafe-lock: …
    //            ~~~~~~~~ nmi-unsafe-lock: process
    *pflags = flags;
    return 0;
}

static void bucket_unlock(struct hash_map *h, struct bucket *b, unsigned long flags)
{
    raw_spin_unlock(&b->lock);
    local_irq_restore(flags);
    preempt_enable();
}

static long hash_update(struct bpf_map *map, void *key, void *value, u64 map_flags)
{   // ctx: process|nmi
    struct hash_map *h = container_of(map, struct hash_map, map);
    struct bucket *b = &h->buckets[jhash(key, map->key_size, 0) & 7];
    unsigned long flags;
    int ret;

    ret = bucket_lock(h, b, &flags);
    if (ret)
        return ret;
    b->used++;
    bucket_unlock(h, b, flags);
    return 0;
}

const struct bpf_map_ops hash_map_ops = {
    .map_update_elem = hash_update,
};
