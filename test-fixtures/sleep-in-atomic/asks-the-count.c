// The allocator looks at the preemption count, and sleeps where it should not.
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
        return alloc_pages(GFP_KERNEL, 0);
        //     ~~~~~~~~~~~ sleep-in-atomic: any caller: calls alloc_pages(), which may sleep
    return alloc_pages(GFP_NOWAIT, 0);
}

void pool_fill(struct pool *pool)
{
    spin_lock(&pool->lock);
    pool->page = pool_page();
    //           ^^^^^^^^^ sleep-in-atomic: alloc_pages() may sleep, and is reached from here holding &pool->lock
    spin_unlock(&pool->lock);
}
