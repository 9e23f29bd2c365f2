// The section that the caller begins is ended by what it calls, on every way.
#include <linux/delay.h>
#include <linux/rcupdate.h>

struct cache {
    int hits, stale;
};

struct cache *cache_find(int key);

static int cache_hit(struct cache *cache)
{
    if (cache->stale) {
        rcu_read_unlock();
        return -EAGAIN;
    }
    cache->hits++;
    rcu_read_unlock();
    return 0;
}

int cache_get(int key)
{
    struct cache *cache;
    int err;

again:
    rcu_read_lock();
    cache = cache_find(key);
    if (!cache) {
        rcu_read_unlock();
        return -ENOENT;
    }
    err = cache_hit(cache);
    if (err == -EAGAIN) {
        msleep(1);
        goto again;
    }
    return err;
}
