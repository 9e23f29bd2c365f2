// Two failable locks, both errors handled.
#include <linux/bpf.h>
#include <asm/rqspinlock.h>

struct item_storage {
    rqspinlock_t lock;
    int items;
};

struct item_bucket {
    rqspinlock_t lock;
    int items;
};

static int item_link(struct item_storage *storage, struct item_bucket *bucket)
{
    unsigned long flags;
    int err;

    err = raw_res_spin_lock_irqsave(&storage->lock, flags);
    if (err)
        return err;
    err = raw_res_spin_lock(&bucket->lock);
    if (err)
        goto unlock;
    bucket->items++;
    storage->items++;
    raw_res_spin_unlock(&bucket->lock);
unlock:
    raw_res_spin_unlock_irqrestore(&storage->lock, flags);
    return err;
}

static long item_update(struct bpf_map *map, void *key, void *value, u64 flags)
{   // ctx: process|nmi
    return item_link(item_storage_of(map), item_bucket_of(map, key));
}

const struct bpf_map_ops item_map_ops = {
    .map_update_elem = item_update,
};
