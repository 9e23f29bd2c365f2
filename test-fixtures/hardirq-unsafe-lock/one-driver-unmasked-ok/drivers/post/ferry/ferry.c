#include <linux/interrupt.h>
#include <linux/workqueue.h>
#include "../core/post.h"

static struct parcel parcel;
static struct work_struct ferry_work;

static void ferry_send(struct work_struct *work)
{
    unsigned long flags;

    local_irq_save(flags);
    post_parcel(&parcel);
    local_irq_restore(flags);
}

static irqreturn_t ferry_interrupt(int irq, void *data)
{
    post_parcel(data);
    return IRQ_HANDLED;
}

static int ferry_start(int irq)
{
    INIT_WORK(&ferry_work, ferry_send);
    return request_irq(irq, ferry_interrupt, 0, "ferry", &parcel);
}
