// Each question is asked twice, so that many ways are told apart; only the last of them leads to the inner lock.
#include <linux/spinlock.h>

struct device {
    spinlock_t events;
    spinlock_t work;
    int duplex, flow, wake, turbo, quiet, active;
    int mode;
};

void device_commit(struct device *device)
{
    unsigned long flags;
    int mode = 0;

    if (device->duplex)
        mode = 1;
    if (device->flow)
        mode = 2;
    if (device->wake)
        mode = 3;
    if (device->turbo)
        mode = 4;
    if (device->quiet)
        mode = 5;
    if (device->active) {
        spin_lock_irqsave(&device->events, flags);
        spin_lock_irq(&device->work);
        device->mode = mode;
        spin_unlock_irq(&device->work);
        //              ^^^^^^^^^^^^^ irq-enable-in-atomic: spin_unlock_irq() enables hardirqs, which were off since spin_lock_irqsave(&device->events)
        spin_unlock_irqrestore(&device->events, flags);
    }
    if (device->duplex)
        device->mode++;
    if (device->flow)
        device->mode++;
    if (device->wake)
        device->mode++;
    if (device->turbo)
        device->mode++;
    if (device->quiet)
        device->mode++;
}
