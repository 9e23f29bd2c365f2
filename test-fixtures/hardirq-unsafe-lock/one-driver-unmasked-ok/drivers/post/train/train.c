#include <linux/interrupt.h>
#include <linux/workqueue.h>
#include "../core/post.h"

static struct parcel parcel;
static struct work_struct train_work;

static void train_send(struct work_struct *work)
{
    unsigned long flags;

    local_irq_save(flags);
    post_parcel(&parcel);
    local_irq_restore(flags);
}

static irqreturn_t train_interrupt(int irq, void *data)
{
    post_parcel(data);
    return IRQ_HANDLED;
}

static int train_start(int irq)
{
    INIT_WORK(&train_work, train_send);
    return request_irq(irq, train_interrupt, 0, "train", &parcel);
}
