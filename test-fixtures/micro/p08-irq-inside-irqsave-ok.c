// Interrupts are off already: the inner lock needs no mask of its own.
#include <linux/spinlock.h>

struct bus {
    spinlock_t lock;
    spinlock_t stats_lock;
    int sent;
};

void bus_send(struct bus *bus)
{
    unsigned long flags;

    spin_lock_irqsave(&bus->lock, flags);
    spin_lock(&bus->stats_lock);
    bus->sent++;
    spin_unlock(&bus->stats_lock);
    spin_unlock_irqrestore(&bus->lock, flags);
}
