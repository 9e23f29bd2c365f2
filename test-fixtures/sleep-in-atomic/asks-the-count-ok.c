// The allocator looks at the preemption count before it sleeps.
#include <linux/gfp.h>
#include <linux/preempt.h>
#include <linux/spinlock.h>

struct pool {
    spinlock_t lock;
    struct page *page;
};

static struct page *pool_page(void)
{
    if (preempt_count() || irqs_disabled())
        return alloc_pages(GFP_NOWAIT, 0);
    return alloc_pages(GFP_KERNEL, 0);
}

void pool_fill(struct pool *pool)
{
    spin_lock(&pool->lock);
    pool->page = pool_page();
    spin_unlock(&pool->lock);
}
