// `>` is not the opposite of `<`: with as many as the limit the lock is not held, and released.
#include <linux/spinlock.h>

struct pool {
    spinlock_t lock;
    int used;
};

int pool_take(struct pool *pool, int count, int limit)
{
    if (count < limit)
        spin_lock(&pool->lock);
    pool->used += count;
    if (count <= limit - 1)
        return -ENOSPC;
    spin_unlock(&pool->lock);
    return 0;
}
