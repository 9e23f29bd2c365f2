// The variant that expects the lock held.
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct modem {
    spinlock_t lock;
    int irq;
    int timer_on;
};

static void __modem_arm(struct modem *modem)
{
    lockdep_assert_held(&modem->lock);
    modem->timer_on = 1;
}

void modem_arm(struct modem *modem)
{
    unsigned long flags;

    spin_lock_irqsave(&modem->lock, flags);
    __modem_arm(modem);
    spin_unlock_irqrestore(&modem->lock, flags);
}

static void modem_status(struct modem *modem)
{
    __modem_arm(modem);
}

static irqreturn_t modem_irq(int irq, void *data)
{   // ctx: hardirq
    struct modem *modem = data;

    spin_lock(&modem->lock);
    modem_status(modem);
    spin_unlock(&modem->lock);
    return IRQ_HANDLED;
}

int modem_start(struct modem *modem)
{
    return request_irq(modem->irq, modem_irq, 0, "modem", modem);
}
