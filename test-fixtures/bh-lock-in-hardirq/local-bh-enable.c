// Unmasking softirqs while hardirqs are off.
#include <linux/bottom_half.h>
#include <linux/spinlock.h>

struct counter {
    spinlock_t lock;
    int value;
};

void counter_publish(struct counter *counter)
{
    local_bh_disable();
    spin_lock_irq(&counter->lock);
    counter->value++;
    local_bh_enable();
//  ^^^^^^^^^^^^^^^ bh-lock-in-hardirq: …
    spin_unlock_irq(&counter->lock);
}
