#include <linux/interrupt.h>
#include <linux/workqueue.h>
#include "../core/post.h"

static struct parcel parcel;
static struct work_struct train_work;

static void train_send(struct work_struct *work)
{
    post_parcel(&parcel);
//  ^^^^^^^^^^^ hardirq-unsafe-lock: post_parcel() is called here with hardirqs on and takes post_lock (spin_lock), which post_parcel() takes in hardirq
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
