// Without the counter the same lock is waited for in NMI.
#include <linux/bpf.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>

struct job_storage {
    raw_spinlock_t lock;
    int slots;
};

static void job_store(struct job_storage *storage)
{
    unsigned long flags;

    raw_spin_lock_irqsave(&storage->lock, flags);
    //                    ^^^^^^^^^^^^^^ nmi-unsafe-lock: …
    //                    ~~~~~~~~~~~~~~ nmi-unsafe-lock: process
    storage->slots++;
    raw_spin_unlock_irqrestore(&storage->lock, flags);
}

static void *job_lookup(struct bpf_map *map, void *key)
{   // ctx: process|nmi
    struct job_storage *storage = job_storage_of(key);

    job_store(storage);
    return storage;
}

const struct bpf_map_ops job_storage_ops = {
    .map_lookup_elem = job_lookup,
};
