// A waiting macro is told nothing of the lock, and sleeps while it is held.
#include <linux/sched.h>
#include <linux/spinlock.h>

#define wait_until(condition) do { while (!(condition)) schedule(); } while (0)
//                                                      ~~~~~~~~ sleep-in-atomic: any caller: calls schedule(), which may sleep

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
    wait_until(pool->free > 0);
//  ^^^^^^^^^^ sleep-in-atomic: schedule() may sleep, and is reached from here holding pool->lock
    pool->free--;
    pool_unlock(pool);
}
