// The allocator asks something else.
#include <linux/gfp.h>
#include <linux/preempt.h>
#include <linux/spinlock.h>

struct arena {
    spinlock_t lock;
    struct page *page;
};

static bool arena_is_small;

static struct page *arena_page(void)
{
    if (!arena_is_small)
        return alloc_pages(GFP_NOWAIT, 0);
    return alloc_pages(GFP_KERNEL, 0);
    //     ~~~~~~~~~~~ sleep-in-atomic: any caller: calls alloc_pages(), which may sleep
}

void arena_fault(struct arena *arena)
{
    spin_lock(&arena->lock);
    arena->page = arena_page();
    //            ^^^^^^^^^^ sleep-in-atomic: alloc_pages() may sleep, and is reached from here holding &arena->lock
    spin_unlock(&arena->lock);
}
