// The helper drops and retakes the caller's lock around a callback; interrupts stay off all the while.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct udc {
    spinlock_t lock;
    struct work_struct flush;
    void (*giveback)(void *request);
    int irq;
    int queued;
};

static void udc_complete(struct udc *udc, void *request)
{
    spin_unlock(&udc->lock);
    udc->giveback(request);
    spin_lock(&udc->lock);
}

static irqreturn_t udc_irq(int irq, void *data)
{   // ctx: hardirq
    struct udc *udc = data;

    spin_lock(&udc->lock);
    udc_complete(udc, NULL);
    spin_unlock(&udc->lock);
    return IRQ_HANDLED;
}

static void udc_flush(struct work_struct *work)
{   // ctx: process
    struct udc *udc = container_of(work, struct udc, flush);
    unsigned long flags;

    spin_lock_irqsave(&udc->lock, flags);
    while (udc->queued--)
        udc_complete(udc, NULL);
    spin_unlock_irqrestore(&udc->lock, flags);
}

int udc_start(struct udc *udc)
{
    INIT_WORK(&udc->flush, udc_flush);
    return request_irq(udc->irq, udc_irq, 0, "udc", udc);
}
