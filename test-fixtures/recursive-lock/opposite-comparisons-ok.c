// `>=` is asked where `<` was: one of the two is true.
#include <linux/spinlock.h>

struct pool {
    spinlock_t lock;
    int used;
};

void pool_take(struct pool *pool, int count, int limit)
{
    if (count < limit)
        spin_lock(&pool->lock);
    limit_note(count);
    if (count >= limit)
        spin_lock(&pool->lock);
    pool->used += count;
    spin_unlock(&pool->lock);
}
