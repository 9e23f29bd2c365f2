// The same masks without what blocks.
#include <linux/slab.h>
#include <linux/spinlock.h>

#define CACHE_GFP (GFP_ATOMIC | __GFP_NOWARN)

struct cache {
    spinlock_t lock;
    void *entry;
};

void cache_fill(struct cache *cache)
{
    spin_lock(&cache->lock);
    cache->entry = kmalloc(64, GFP_ATOMIC | __GFP_ZERO);
    spin_unlock(&cache->lock);
}

void cache_refill(struct cache *cache)
{
    gfp_t gfp = GFP_NOWAIT | __GFP_NOWARN;

    spin_lock(&cache->lock);
    cache->entry = kmalloc(64, gfp);
    spin_unlock(&cache->lock);
}

void cache_extend(struct cache *cache)
{
    spin_lock(&cache->lock);
    cache->entry = kmalloc(64, CACHE_GFP);
    spin_unlock(&cache->lock);
}
