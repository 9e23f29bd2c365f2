// The caller asks for a sleep under its lock.
#include <linux/delay.h>
#include <linux/spinlock.h>

struct unit {
    spinlock_t lock;
    int busy;
};

static void unit_pause(bool can_sleep)
{
    if (can_sleep)
        msleep(1);
//      ~~~~~~ sleep-in-atomic: …
    else
        udelay(1000);
}

void unit_poll(struct unit *unit)
{
    spin_lock(&unit->lock);
    unit_pause(true);
//  ^^^^^^^^^^ sleep-in-atomic: …
    spin_unlock(&unit->lock);
}
