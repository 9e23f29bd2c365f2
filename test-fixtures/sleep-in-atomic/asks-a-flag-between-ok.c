// Whether the lock is taken was read once; the saved flags were zero before that, which says nothing of anything else.
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
    link_unlock(link, panics, &flags);
    mutex_lock(&link->users);
    mutex_unlock(&link->users);
}
