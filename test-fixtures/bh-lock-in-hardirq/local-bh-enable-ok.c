// In the reverse order of masking.
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
    spin_unlock_irq(&counter->lock);
    local_bh_enable();
}
