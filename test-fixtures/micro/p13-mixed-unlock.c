// Taken with interrupts off, released as if only softirqs had been.
#include <linux/spinlock.h>

struct meter {
    spinlock_t lock;
    int value;
};

int meter_read(struct meter *meter)
{
    unsigned long flags;
    int value;

    spin_lock_irqsave(&meter->lock, flags);
    value = meter->value;
    spin_unlock_bh(&meter->lock);
    //             ^^^^^^^^^^^^ mismatched-unlock: &meter->lock is released the wrong way: spin_lock_irqsave is paired with spin_unlock_bh: hardirqs stay off
    return value;
}
