// xa_alloc() takes the lock itself and may sleep: not under another one.
#include <linux/xarray.h>

struct pool {
    struct xarray tokens;
    spinlock_t lock;
};

int pool_add(struct pool *pool, void *entry, u32 *id)
{
    int err;

    spin_lock(&pool->lock);
    err = xa_alloc(&pool->tokens, id, entry, xa_limit_31b, GFP_KERNEL);
    //    ^^^^^^^^ sleep-in-atomic: xa_alloc() may sleep holding &pool->lock
    spin_unlock(&pool->lock);
    return err;
}
