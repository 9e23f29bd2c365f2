// Softirqs are masked and unmasked again inside a handler, which masks nothing more.
#include <linux/bottom_half.h>
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct meter {
    spinlock_t lock;
    int irq;
    int ticks;
};

static irqreturn_t meter_irq(int irq, void *data)
{   // ctx: hardirq
    struct meter *meter = data;

    local_bh_disable();
    meter->ticks++;
    local_bh_enable();
//  ^^^^^^^^^^^^^^^ bh-lock-in-hardirq: local_bh_enable() runs in hardirq context: unmasking softirqs there runs them with hardirqs off
    return IRQ_HANDLED;
}

void meter_clear(struct meter *meter)
{
    unsigned long flags;

    spin_lock_irqsave(&meter->lock, flags);
    local_bh_disable();
    meter->ticks = 0;
    local_bh_enable();
//  ^^^^^^^^^^^^^^^ bh-lock-in-hardirq: local_bh_enable() runs with hardirqs off: unmasking softirqs there runs them with hardirqs off
    spin_unlock_irqrestore(&meter->lock, flags);
}

int meter_start(struct meter *meter)
{
    return request_irq(meter->irq, meter_irq, 0, "meter", meter);
}
