// The hard handler takes the lock, so its own thread has to mask interrupts.
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct touch {
    spinlock_t lock;
    int irq;
    int raw;
    int report;
};

static irqreturn_t touch_hard(int irq, void *data)
{   // ctx: hardirq
    struct touch *touch = data;

    spin_lock(&touch->lock);
    //        ~~~~~~~~~~~~ hardirq-unsafe-lock: hardirq
    touch->raw++;
    spin_unlock(&touch->lock);
    return IRQ_WAKE_THREAD;
}

static irqreturn_t touch_thread(int irq, void *data)
{   // ctx: process
    struct touch *touch = data;

    spin_lock(&touch->lock);
    //        ^^^^^^^^^^^^ hardirq-unsafe-lock: …
    touch->report = touch->raw;
    spin_unlock(&touch->lock);
    return IRQ_HANDLED;
}

int touch_start(struct touch *touch)
{
    return request_threaded_irq(touch->irq, touch_hard, touch_thread, 0, "touch", touch);
}
