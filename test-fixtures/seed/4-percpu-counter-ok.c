// A per-CPU counter in front of each bucket lock: whoever finds it raised goes away.
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
    int __percpu *map_locked[8];
};

static int bucket_lock(struct hash_map *h, struct bucket *b, u32 hash, unsigned long *pflags)
{
    unsigned long flags;

    hash = hash & 7;
    preempt_disable();
    local_irq_save(flags);
    if (unlikely(__this_cpu_inc_return(*(h->map_locked[hash])) != 1)) {
        __this_cpu_dec(*(h->map_locked[hash]));
        local_irq_restore(flags);
        preempt_enable();
        return -EBUSY;
    }
    raw_spin_lock(&b->lock);
    *pflags = flags;
    return 0;
}

static void bucket_unlock(struct hash_map *h, struct bucket *b, u32 hash, unsigned long flags)
{
    hash = hash & 7;
    raw_spin_unlock(&b->lock);
    __this_cpu_dec(*(h->map_locked[hash]));
    local_irq_restore(flags);
    preempt_enable();
}

static long hash_update(struct bpf_map *map, void *key, void *value, u64 map_flags)
{   // ctx: process|nmi
    struct hash_map *h = container_of(map, struct hash_map, map);
    u32 hash = jhash(key, map->key_size, 0);
    struct bucket *b = &h->buckets[hash & 7];
    unsigned long flags;
    int ret;

    ret = bucket_lock(h, b, hash, &flags);
    if (ret)
        return ret;
    b->used++;
    bucket_unlock(h, b, hash, flags);
    return 0;
}

const struct bpf_map_ops hash_map_ops = {
    .map_update_elem = hash_update,
};
