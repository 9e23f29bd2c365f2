// What a function has just put into a member, or a bit that it has set, its callees find there: none of these takes the mutex.
#include <linux/bitops.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

#define LINK_QUIET 0x4
#define LINK_RESETTING 1

struct link {
    spinlock_t lock;
    struct mutex registers;
    int in_timeout;
    unsigned int flags;
    unsigned long state;
    int sent;
};

static void link_write(struct link *link)
{
    if (!link->in_timeout)
        mutex_lock(&link->registers);
    link->sent++;
    if (!link->in_timeout)
        mutex_unlock(&link->registers);
}

static void link_write_loud(struct link *link)
{
    if (!(link->flags & LINK_QUIET)) {
        mutex_lock(&link->registers);
        mutex_unlock(&link->registers);
    }
}

static void link_write_working(struct link *link)
{
    if (!test_bit(LINK_RESETTING, &link->state)) {
        mutex_lock(&link->registers);
        mutex_unlock(&link->registers);
    }
}

static void link_init(struct link *link)
{
    link_write(link);
}

void link_timeout(struct link *link)
{
    spin_lock(&link->lock);
    link->in_timeout = 1;
    link->flags |= LINK_QUIET;
    set_bit(LINK_RESETTING, &link->state);
    link_init(link);
    link_write_loud(link);
    link_write_working(link);
    link->in_timeout = 0;
    spin_unlock(&link->lock);
}
