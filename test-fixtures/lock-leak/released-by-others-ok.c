// Locks that one function takes and another releases: whoever calls it, its counterpart, one that a flag tells, a macro.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct pool {
    struct mutex setup;
    struct mutex group;
    struct mutex drain;
    struct mutex batch;
    int flags;
};

static void pool_freeze(struct pool *pool)
{
    mutex_lock(&pool->setup);
    pool->flags |= 1;
}

int pool_resize(struct pool *pool)
{
    pool_freeze(pool);
    pool->flags = 0;
    mutex_unlock(&pool->setup);
    return 0;
}

void pool_choose(struct pool *pool, int small)
{
    if (!small)
        return;
    pool->flags |= 4;
    mutex_lock(&pool->group);
}

int pool_put(struct pool *pool)
{
    if (pool->flags & 4)
        mutex_unlock(&pool->group);
    return 0;
}

void pool_begin(struct pool *pool)
{
    mutex_lock(&pool->drain);
}

void pool_end(struct pool *pool)
{
    mutex_unlock(&pool->drain);
}

#define batch_done(p) mutex_unlock(&(p)->batch)

void batch_start(struct pool *pool)
{
    mutex_lock(&pool->batch);
}

int batch_run(struct pool *pool)
{
    batch_start(pool);
    pool->flags = 0;
    batch_done(pool);
    return 0;
}
