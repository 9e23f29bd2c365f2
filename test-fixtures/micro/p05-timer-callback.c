// A timer takes the lock that process context holds with softirqs on.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct cache {
    spinlock_t lock;
    struct timer_list expire;
    struct work_struct refill;
    int entries;
};

static void cache_expire(struct timer_list *t)
{   // ctx: softirq
    struct cache *cache = from_timer(cache, t, expire);

    spin_lock(&cache->lock);
    //        ~~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer): takes &cache->lock with spin_lock()
    cache->entries = 0;
    spin_unlock(&cache->lock);
}

static void cache_refill(struct work_struct *work)
{   // ctx: process
    struct cache *cache = container_of(work, struct cache, refill);

    spin_lock(&cache->lock);
    //        ^^^^^^^^^^^^ softirq-unsafe-lock: struct cache.lock is taken here with softirqs on (spin_lock), and in softirq (timer) by cache_expire()
    cache->entries++;
    spin_unlock(&cache->lock);
}

void cache_init(struct cache *cache)
{
    spin_lock_init(&cache->lock);
    INIT_WORK(&cache->refill, cache_refill);
    timer_setup(&cache->expire, cache_expire, 0);
}
