// The release is the acquisition's pair.
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
    spin_unlock_irqrestore(&meter->lock, flags);
    return value;
}
