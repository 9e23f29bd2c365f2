#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/spinlock.h>

struct lamp {
    spinlock_t lock;
    int level;
};

static irqreturn_t lamp_irq(int irq, void *data)
{   // ctx: hardirq
    struct lamp *lamp = data;

    spin_lock(&lamp->lock);
    lamp->level++;
    spin_unlock(&lamp->lock);
    return IRQ_HANDLED;
}

static int lamp_start(struct lamp *lamp, int irq)
{
    return request_irq(irq, lamp_irq, 0, "lamp", lamp);
}

static void lamp_remove(struct platform_device *pdev)
{   // ctx: process
    struct lamp *lamp = platform_get_drvdata(pdev);

    spin_lock_irq(&lamp->lock);
    lamp->level = 0;
    spin_unlock_irq(&lamp->lock);
}

static struct platform_driver lamp_driver = {
    .remove = lamp_remove,
};
