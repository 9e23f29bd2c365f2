// Only the lane that is never opened here takes the lock.
#include <linux/interrupt.h>
#include <linux/spinlock.h>

enum lane { LANE_A, LANE_B };

struct link {
    spinlock_t flow;
    int depth;
    int control[2];
};

static irqreturn_t link_interrupt(int irq, void *data)
{
    struct link *link = data;

    spin_lock(&link->flow);
    link->depth--;
    spin_unlock(&link->flow);
    return IRQ_HANDLED;
}

static void link_open(struct link *link, enum lane lane)
{
    int *control;

    switch (lane) {
    case LANE_A:
        return;
    case LANE_B:
        control = &link->control[1];
        break;
    default:
        return;
    }

    spin_lock(&link->flow);
    *control |= 1;
    spin_unlock(&link->flow);
}

static int link_thread(void *data)
{
    link_open(data, LANE_A);
    return 0;
}

int link_start(struct link *link, int irq)
{
    kthread_run(link_thread, link, "link");
    return request_irq(irq, link_interrupt, 0, "link", link);
}
