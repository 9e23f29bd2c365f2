// The allocator finds out by itself whether it may sleep.
#include <linux/gfp.h>
#include <linux/preempt.h>
#include <linux/spinlock.h>

struct arena {
    spinlock_t lock;
    struct page *page;
};

static bool may_reclaim(void)
{
    return !in_atomic() && !irqs_disabled();
}

static struct page *arena_page(void)
{
    if (!may_reclaim())
        return alloc_pages(GFP_NOWAIT, 0);
    return alloc_pages(GFP_KERNEL, 0);
}

void arena_fault(struct arena *arena)
{
    spin_lock(&arena->lock);
    arena->page = arena_page();
    spin_unlock(&arena->lock);
}
