// After request_irq(), and still before free_irq().
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct lamp {
    spinlock_t lock;
    int irq;
    int level;
};

static irqreturn_t lamp_irq(int irq, void *data)
{   // ctx: hardirq
    struct lamp *lamp = data;

    spin_lock(&lamp->lock);
    //        ~~~~~~~~~~~ hardirq-unsafe-lock: hardirq
    lamp->level++;
    spin_unlock(&lamp->lock);
    return IRQ_HANDLED;
}

static int lamp_probe(struct platform_device *pdev)
{   // ctx: process
    struct lamp *lamp = kzalloc(sizeof(*lamp), GFP_KERNEL);
    int err;

    if (!lamp)
        return -ENOMEM;
    spin_lock_init(&lamp->lock);
    lamp->irq = platform_get_irq(pdev, 0);
    err = request_irq(lamp->irq, lamp_irq, 0, "lamp", lamp);
    if (err)
        return err;
    spin_lock(&lamp->lock);
    //        ^^^^^^^^^^^ hardirq-unsafe-lock: …
    lamp->level = 0;
    spin_unlock(&lamp->lock);
    return 0;
}

static void lamp_remove(struct platform_device *pdev)
{   // ctx: process
    struct lamp *lamp = platform_get_drvdata(pdev);

    spin_lock(&lamp->lock);
    //        ^^^^^^^^^^^ hardirq-unsafe-lock: …
    lamp->level = 0;
    spin_unlock(&lamp->lock);
    free_irq(lamp->irq, lamp);
    kfree(lamp);
}

static struct platform_driver lamp_driver = {
    .probe = lamp_probe,
    .remove = lamp_remove,
};
