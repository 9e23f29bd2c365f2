// A waiting macro is told how to let the lock go before it sleeps, and how to take it back.
#include <linux/sched.h>
#include <linux/spinlock.h>

#define wait_until(condition, unlock, lock) \
do {                                        \
    while (!(condition)) {                  \
        unlock;                             \
        schedule();                         \
        lock;                               \
    }                                       \
} while (0)

struct pool {
    spinlock_t lock;
    int free;
};

static void pool_lock(struct pool *pool)
{
    spin_lock_irq(&pool->lock);
}

static void pool_unlock(struct pool *pool)
{
    spin_unlock_irq(&pool->lock);
}

void pool_take(struct pool *pool)
{
    pool_lock(pool);
    wait_until(pool->free > 0, pool_unlock(pool), pool_lock(pool));
    pool->free--;
    pool_unlock(pool);
}
