// A bit of a word is a lock as well.
#include <linux/bit_spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct slab_page {
    unsigned long flags;
    struct timer_list age;
    struct work_struct scan;
};

static void page_age(struct timer_list *t)
{   // ctx: softirq
    struct slab_page *page = from_timer(page, t, age);

    bit_spin_lock(0, &page->flags);
    //               ~~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    bit_spin_unlock(0, &page->flags);
}

static void page_scan(struct work_struct *work)
{   // ctx: process
    struct slab_page *page = container_of(work, struct slab_page, scan);

    bit_spin_lock(0, &page->flags);
    //               ^^^^^^^^^^^^ softirq-unsafe-lock: …
    bit_spin_unlock(0, &page->flags);
}

void page_init(struct slab_page *page)
{
    timer_setup(&page->age, page_age, 0);
    INIT_WORK(&page->scan, page_scan);
}
