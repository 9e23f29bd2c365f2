// An option of the kernel that leaves locks what they are may be on or off: what one of its branches does is done.
#include <linux/mutex.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(pool_lock);
static DEFINE_MUTEX(pool_mutex);
static int pooled;

#ifdef CONFIG_POOL_MUTEX
static void pool_enter(void)
{
    mutex_lock(&pool_mutex);
//  ~~~~~~~~~~ sleep-in-atomic: any caller: calls mutex_lock(), which may sleep
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
//  ^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &pool_lock
    pooled++;
    pool_leave();
    spin_unlock(&pool_lock);
}
