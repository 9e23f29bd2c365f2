// A macro hands another one what to do while it waits, as statements: the lock is let go, the CPU given up, and the lock taken again.
#include <linux/sched.h>
#include <linux/spinlock.h>

#define wait_for(condition, cmd) do { while (!(condition)) { cmd; } } while (0)
#define wait_for_locked(condition, lock) wait_for(condition, spin_unlock_irq(&lock); schedule(); spin_lock_irq(&lock))

struct pool {
    spinlock_t lock;
    int free;
};

void pool_take(struct pool *pool)
{
    spin_lock_irq(&pool->lock);
    wait_for_locked(pool->free > 0, pool->lock);
    pool->free--;
    spin_unlock_irq(&pool->lock);
}
