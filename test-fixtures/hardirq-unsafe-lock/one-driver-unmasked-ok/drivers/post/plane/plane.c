#include <linux/interrupt.h>
#include <linux/workqueue.h>
#include "../core/post.h"

static struct parcel parcel;
static struct work_struct plane_work;

static void plane_send(struct work_struct *work)
{
    unsigned long flags;

    local_irq_save(flags);
    post_parcel(&parcel);
    local_irq_restore(flags);
}

static irqreturn_t plane_interrupt(int irq, void *data)
{
    post_parcel(data);
    return IRQ_HANDLED;
}

static int plane_start(int irq)
{
    INIT_WORK(&plane_work, plane_send);
    return request_irq(irq, plane_interrupt, 0, "plane", &parcel);
}
