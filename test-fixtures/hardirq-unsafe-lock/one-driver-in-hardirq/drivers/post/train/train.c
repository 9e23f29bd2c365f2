#include <linux/interrupt.h>
#include "../core/post.h"

static struct parcel parcel;

static irqreturn_t train_interrupt(int irq, void *data)
{
    post_parcel(data);
    return IRQ_HANDLED;
}

static int train_start(int irq)
{
    return request_irq(irq, train_interrupt, 0, "train", &parcel);
}
