// Masks of several flags, in a variable and behind a macro.
#include <linux/slab.h>
#include <linux/spinlock.h>

#define CACHE_GFP (GFP_KERNEL | __GFP_NOWARN)

struct cache {
    spinlock_t lock;
    void *entry;
};

void cache_fill(struct cache *cache)
{
    spin_lock(&cache->lock);
    cache->entry = kmalloc(64, GFP_KERNEL | __GFP_ZERO);
    //             ^^^^^^^ sleep-in-atomic: kmalloc() may sleep holding &cache->lock
    spin_unlock(&cache->lock);
}

void cache_refill(struct cache *cache)
{
    gfp_t gfp = GFP_NOIO | __GFP_NOWARN;

    spin_lock(&cache->lock);
    cache->entry = kmalloc(64, gfp);
    //             ^^^^^^^ sleep-in-atomic: kmalloc() may sleep holding &cache->lock
    spin_unlock(&cache->lock);
}

void cache_extend(struct cache *cache)
{
    spin_lock(&cache->lock);
    cache->entry = kmalloc(64, CACHE_GFP);
    //             ^^^^^^^ sleep-in-atomic: kmalloc() may sleep holding &cache->lock
    spin_unlock(&cache->lock);
}
