// The handler's own helper, used nowhere else, needs no mask.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

struct modem {
    spinlock_t lock;
    struct timer_list poll;
    int irq;
    int carrier;
};

static void modem_carrier(struct modem *modem)
{   // ctx: hardirq
    spin_lock(&modem->lock);
    modem->carrier = 1;
    spin_unlock(&modem->lock);
}

static irqreturn_t modem_irq(int irq, void *data)
{   // ctx: hardirq
    modem_carrier(data);
    return IRQ_HANDLED;
}

static void modem_poll(struct timer_list *t)
{   // ctx: softirq
    struct modem *modem = from_timer(modem, t, poll);
    unsigned long flags;

    spin_lock_irqsave(&modem->lock, flags);
    modem->carrier = 0;
    spin_unlock_irqrestore(&modem->lock, flags);
}

int modem_start(struct modem *modem)
{
    timer_setup(&modem->poll, modem_poll, 0);
    return request_irq(modem->irq, modem_irq, 0, "modem", modem);
}
