// The caller says itself that the lock shall be the one that spins.
#include <linux/delay.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct cache {
    spinlock_t fast;
    struct mutex slow;
    int dirty;
};

static void cache_lock(struct cache *cache, bool atomic)
{
    if (atomic)
        spin_lock(&cache->fast);
    else
        mutex_lock(&cache->slow);
}

static void cache_unlock(struct cache *cache, bool atomic)
{
    if (atomic)
        spin_unlock(&cache->fast);
    else
        mutex_unlock(&cache->slow);
}

void cache_write_back(struct cache *cache)
{
    cache_lock(cache, true);
    while (cache->dirty)
        msleep(1);
//      ^^^^^^ sleep-in-atomic: msleep() may sleep holding cache->fast
    cache_unlock(cache, true);
}
