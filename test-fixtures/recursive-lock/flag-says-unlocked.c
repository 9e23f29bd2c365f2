// The flag is wrong: the lock is held and the callee is told it is not.
#include <linux/spinlock.h>

struct zone {
    spinlock_t lock;
    int pages;
};

static void zone_add(struct zone *zone, int n, bool locked)
{
    if (!locked)
        spin_lock(&zone->lock);
        //        ~~~~~~~~~~~ recursive-lock: …
    zone->pages += n;
    if (!locked)
        spin_unlock(&zone->lock);
}

void zone_move(struct zone *zone)
{
    spin_lock(&zone->lock);
    zone_add(zone, 1, false);
//  ^^^^^^^^ recursive-lock: …
    spin_unlock(&zone->lock);
}
