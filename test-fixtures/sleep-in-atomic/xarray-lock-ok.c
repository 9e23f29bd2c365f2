// __xa_alloc() drops the lock while it allocates with a mask that may sleep.
#include <linux/xarray.h>

struct pool {
    struct xarray tokens;
};

int pool_add(struct pool *pool, void *entry, u32 *id)
{
    int err;

    xa_lock(&pool->tokens);
    err = __xa_alloc(&pool->tokens, id, entry, xa_limit_31b, GFP_KERNEL);
    xa_unlock(&pool->tokens);
    return err;
}
