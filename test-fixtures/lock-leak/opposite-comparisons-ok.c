// `>=` is asked where `<` was: one of the two is true.
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
    if (count >= limit)
        return -ENOSPC;
    spin_unlock(&pool->lock);
    return 0;
}
