// The atomic caller passes an atomic mask.
#include <linux/slab.h>
#include <linux/spinlock.h>

struct pool {
    spinlock_t lock;
    void *spare;
};

static void *pool_new(size_t size, gfp_t gfp)
{
    return kmalloc(size, gfp);
}

void pool_prepare(struct pool *pool)
{
    pool->spare = pool_new(64, GFP_KERNEL);
}

void pool_refill(struct pool *pool)
{
    spin_lock(&pool->lock);
    pool->spare = pool_new(64, GFP_ATOMIC | __GFP_ZERO);
    spin_unlock(&pool->lock);
    pool->spare = pool_new(64, in_interrupt() ? GFP_ATOMIC : GFP_KERNEL);
}
