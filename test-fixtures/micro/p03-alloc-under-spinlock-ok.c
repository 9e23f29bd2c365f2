// The mutex comes first, and the allocation under the spinlock does not sleep.
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct pool {
    spinlock_t lock;
    struct mutex setup;
    void *spare;
};

void pool_refill(struct pool *pool)
{
    mutex_lock(&pool->setup);
    spin_lock(&pool->lock);
    pool->spare = kmalloc(64, GFP_ATOMIC);
    spin_unlock(&pool->lock);
    mutex_unlock(&pool->setup);
}
