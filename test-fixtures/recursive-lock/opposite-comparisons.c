// Asked the same twice, the lock is taken twice.
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
    if (count < limit)
        spin_lock(&pool->lock);
        //        ^^^^^^^^^^^ recursive-lock: &pool->lock is taken while it is held already, since spin_lock()
    pool->used += count;
    spin_unlock(&pool->lock);
}
