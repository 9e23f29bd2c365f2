// What decides is given two calls up, and handed on by a function that does not look at it.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#define STOP_BY_DRIVER 0
#define STOP_BY_QUEUE 1

struct radio {
    spinlock_t lock;
    struct work_struct work;
    struct tasklet_struct later;
    int irq;
    int sent;
};

static void radio_send(struct radio *radio)
{
    spin_lock(&radio->lock);
    radio->sent++;
    spin_unlock(&radio->lock);
}

static void wake_queue(struct radio *radio, int queue, int reason)
{
    if (reason == STOP_BY_DRIVER)
        tasklet_schedule(&radio->later);
    else
        radio_send(radio);
}

static void wake_all(struct radio *radio, int reason)
{
    int queue;

    for (queue = 0; queue < 4; queue++)
        wake_queue(radio, queue, reason);
}

static irqreturn_t radio_irq(int irq, void *data)
{
    wake_all(data, STOP_BY_DRIVER);
    return IRQ_HANDLED;
}

static void radio_work(struct work_struct *work)
{
    wake_all(container_of(work, struct radio, work), STOP_BY_QUEUE);
}

int radio_start(struct radio *radio)
{
    INIT_WORK(&radio->work, radio_work);
    return request_irq(radio->irq, radio_irq, 0, "radio", radio);
}
