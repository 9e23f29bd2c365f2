// Put there too late, taken back too early, or another bit: the callees do take the mutex.
#include <linux/bitops.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

#define LINK_RESETTING 1
#define LINK_STOPPED 2

struct link {
    spinlock_t lock;
    struct mutex registers;
    int in_timeout;
    unsigned long state;
    int sent;
};

static void link_write(struct link *link)
{
    if (!link->in_timeout)
        mutex_lock(&link->registers);
//      ~~~~~~~~~~ sleep-in-atomic: any caller: calls mutex_lock(), which may sleep
    link->sent++;
    if (!link->in_timeout)
        mutex_unlock(&link->registers);
}

static void link_write_working(struct link *link)
{
    if (!test_bit(LINK_RESETTING, &link->state)) {
        mutex_lock(&link->registers);
//      ~~~~~~~~~~ sleep-in-atomic: any caller: calls mutex_lock(), which may sleep
        mutex_unlock(&link->registers);
    }
}

void link_timeout(struct link *link)
{
    spin_lock(&link->lock);
    link->in_timeout = 1;
    link->sent = 0;
    link->in_timeout = 0;
    link_write(link);
//  ^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &link->lock
    spin_unlock(&link->lock);
}

void link_stop(struct link *link)
{
    spin_lock(&link->lock);
    set_bit(LINK_STOPPED, &link->state);
    link_write_working(link);
//  ^^^^^^^^^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &link->lock
    spin_unlock(&link->lock);
}
