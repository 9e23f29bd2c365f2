// A softirq that only tries the lock never waits for whom it interrupted.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(cache_lock);
static int cached;

static bool cache_trylock(void)
{
    return spin_trylock(&cache_lock);
}

static void cache_shrink(struct timer_list *t)
{   // ctx: softirq
    if (!cache_trylock())
        return;
    cached = 0;
    spin_unlock(&cache_lock);
}

static void cache_fill(struct work_struct *work)
{   // ctx: process
    spin_lock(&cache_lock);
    cached++;
    spin_unlock(&cache_lock);
}

static DEFINE_TIMER(cache_timer, cache_shrink);
static DECLARE_WORK(cache_work, cache_fill);
