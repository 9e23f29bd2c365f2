#include <linux/interrupt.h>
#include <linux/workqueue.h>
#include "../core/post.h"

static struct parcel parcel;
static struct work_struct coach_work;

static void coach_send(struct work_struct *work)
{
    unsigned long flags;

    local_irq_save(flags);
    post_parcel(&parcel);
    local_irq_restore(flags);
}

static irqreturn_t coach_interrupt(int irq, void *data)
{
    post_parcel(data);
    return IRQ_HANDLED;
}

static int coach_start(int irq)
{
    INIT_WORK(&coach_work, coach_send);
    return request_irq(irq, coach_interrupt, 0, "coach", &parcel);
}
