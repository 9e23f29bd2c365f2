// Sleeps that the code keeps out of atomic context.
#include <linux/delay.h>
#include <linux/preempt.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct unit {
    spinlock_t lock;
    int busy;
};

static void unit_pause(bool can_sleep)
{
    if (can_sleep)
        msleep(1);
    else
        udelay(1000);
}

void unit_poll(struct unit *unit)
{
    spin_lock(&unit->lock);
    unit_pause(false);
    spin_unlock(&unit->lock);
    unit_pause(true);
}

static void unit_settle(void)
{
    if (in_atomic() || irqs_disabled())
        mdelay(1);
    else
        msleep(1);
}

void unit_stop(struct unit *unit)
{
    unsigned long flags;

    spin_lock_irqsave(&unit->lock, flags);
    unit_settle();
    while (unit->busy) {
        spin_unlock_irqrestore(&unit->lock, flags);
        msleep(10);
        spin_lock_irqsave(&unit->lock, flags);
    }
    spin_unlock_irqrestore(&unit->lock, flags);
}

void unit_wait(struct unit *unit)
{
    spin_lock_irq(&unit->lock);
    wait_event_lock_irq(unit_wait_queue, !unit->busy, unit->lock);
    spin_unlock_irq(&unit->lock);
}
