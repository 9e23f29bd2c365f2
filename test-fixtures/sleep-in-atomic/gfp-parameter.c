// The mask is a parameter; only one caller is atomic, and it passes the wrong one.
#include <linux/slab.h>
#include <linux/spinlock.h>

struct pool {
    spinlock_t lock;
    void *spare;
};

static void *pool_new(size_t size, gfp_t gfp)
{
    return kmalloc(size, gfp);
    //     ~~~~~~~ sleep-in-atomic: …
}

void pool_prepare(struct pool *pool)
{
    pool->spare = pool_new(64, GFP_KERNEL);
}

void pool_refill(struct pool *pool)
{
    spin_lock(&pool->lock);
    pool->spare = pool_new(64, GFP_KERNEL);
    //            ^^^^^^^^ sleep-in-atomic: …
    spin_unlock(&pool->lock);
}
