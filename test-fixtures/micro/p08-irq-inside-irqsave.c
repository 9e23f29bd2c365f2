// The inner unlock turns interrupts on while the outer lock is still held.
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
    spin_lock_irq(&bus->stats_lock);
    bus->sent++;
    spin_unlock_irq(&bus->stats_lock);
    //              ^^^^^^^^^^^^^^^^ irq-enable-in-atomic: spin_unlock_irq() enables hardirqs, which were off since spin_lock_irqsave(&bus->lock)
    spin_unlock_irqrestore(&bus->lock, flags);
}
