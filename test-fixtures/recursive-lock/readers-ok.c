// Readers may nest where the writers cannot come between; the flag says whether the lock is held already.
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

struct zone {
    spinlock_t lock;
    int pages;
};

static void zone_add(struct zone *zone, int n, bool locked)
{
    if (!locked)
        spin_lock(&zone->lock);
    zone->pages += n;
    if (!locked)
        spin_unlock(&zone->lock);
}

void zone_move(struct zone *zone)
{
    rcu_read_lock();
    rcu_read_lock();
    spin_lock(&zone->lock);
    zone_add(zone, 1, true);
    spin_unlock(&zone->lock);
    zone_add(zone, -1, false);
    rcu_read_unlock();
    rcu_read_unlock();
}
