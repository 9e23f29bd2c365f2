// What is only built for PREEMPT_RT, where a spinlock sleeps itself, is no proof against the kernel in which it spins.
#include <linux/mutex.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(pool_lock);
static DEFINE_MUTEX(pool_mutex);
static int pooled;

#ifdef CONFIG_PREEMPT_RT
static void pool_enter(void)
{
    mutex_lock(&pool_mutex);
}

static void pool_leave(void)
{
    mutex_unlock(&pool_mutex);
}
#else
static void pool_enter(void)
{
    preempt_disable();
}

static void pool_leave(void)
{
    preempt_enable();
}
#endif

void pool_grow(void)
{
    spin_lock(&pool_lock);
    pool_enter();
    pooled++;
    pool_leave();
    spin_unlock(&pool_lock);
}
