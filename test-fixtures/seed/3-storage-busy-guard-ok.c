// A per-CPU busy counter refuses whoever interrupts its own CPU: the lock behind it is never waited for in NMI.
#include <linux/bpf.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>

struct job_storage {
    raw_spinlock_t lock;
    int slots;
};

static DEFINE_PER_CPU(int, job_busy);

static bool job_trybusy(void)
{
    preempt_disable();
    if (unlikely(this_cpu_inc_return(job_busy) != 1)) {
        this_cpu_dec(job_busy);
        preempt_enable();
        return false;
    }
    return true;
}

static void job_unbusy(void)
{
    this_cpu_dec(job_busy);
    preempt_enable();
}

static void job_store(struct job_storage *storage)
{
    unsigned long flags;

    raw_spin_lock_irqsave(&storage->lock, flags);
    storage->slots++;
    raw_spin_unlock_irqrestore(&storage->lock, flags);
}

static void *job_lookup(struct bpf_map *map, void *key)
{   // ctx: process|nmi
    struct job_storage *storage = job_storage_of(key);

    if (!job_trybusy())
        return NULL;
    job_store(storage);
    job_unbusy();
    return storage;
}

const struct bpf_map_ops job_storage_ops = {
    .map_lookup_elem = job_lookup,
};
