// A macro that tries a lock gives back the object, locked, or NULL.
#include <linux/delay.h>
#include <linux/percpu.h>
#include <linux/spinlock.h>

struct pages {
    spinlock_t lock;
    int count;
};

#define pages_trylock(all)               \
({                                       \
    struct pages *_pages;                \
    preempt_disable();                   \
    _pages = this_cpu_ptr(all);          \
    if (!spin_trylock(&_pages->lock)) {  \
        preempt_enable();                \
        _pages = NULL;                   \
    }                                    \
    _pages;                              \
})

#define pages_unlock(pages)              \
({                                       \
    spin_unlock(&pages->lock);           \
    preempt_enable();                    \
})

int pages_drain(struct pages *all)
{
    struct pages *pages = pages_trylock(all);

    if (!pages)
        return 0;
    msleep(1);
//  ^^^^^^ sleep-in-atomic: msleep() may sleep holding &_pages->lock
    pages->count = 0;
    pages_unlock(pages);
    msleep(1);
    return 1;
}
