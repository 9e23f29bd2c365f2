// Whether the lock is taken is read twice, and may have changed: it may still be held where the mutex is taken.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct link {
    spinlock_t lock;
    struct mutex users;
    int panics;
    int sent;
};

static void link_lock(struct link *link, int panics, unsigned long *flags)
{
    if (!panics)
        spin_lock_irqsave(&link->lock, *flags);
}

static void link_unlock(struct link *link, int panics, unsigned long *flags)
{
    if (!panics)
        spin_unlock_irqrestore(&link->lock, *flags);
}

void link_send(struct link *link)
{
    unsigned long flags = 0;
    int panics = READ_ONCE(link->panics);

    link_lock(link, panics, &flags);
    link->sent++;
    panics = READ_ONCE(link->panics);
    link_unlock(link, panics, &flags);
    mutex_lock(&link->users);
//  ^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep holding link->lock
    mutex_unlock(&link->users);
}
