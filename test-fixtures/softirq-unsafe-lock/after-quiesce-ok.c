// Before the timer exists and after it is gone for good, nothing can interrupt.
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

struct feeder {
    spinlock_t lock;
    struct timer_list timer;
    int left;
};

static void feeder_timer(struct timer_list *t)
{   // ctx: softirq
    struct feeder *feeder = from_timer(feeder, t, timer);

    spin_lock(&feeder->lock);
    feeder->left--;
    spin_unlock(&feeder->lock);
}

static void feeder_reset(struct feeder *feeder)
{
    spin_lock(&feeder->lock);
    feeder->left = 0;
    spin_unlock(&feeder->lock);
}

static int feeder_probe(struct platform_device *pdev)
{   // ctx: process
    struct feeder *feeder = devm_kzalloc(&pdev->dev, sizeof(*feeder), GFP_KERNEL);

    if (!feeder)
        return -ENOMEM;
    spin_lock_init(&feeder->lock);
    platform_set_drvdata(pdev, feeder);
    feeder_reset(feeder);
    timer_setup(&feeder->timer, feeder_timer, 0);
    mod_timer(&feeder->timer, jiffies + HZ);
    return 0;
}

static void feeder_remove(struct platform_device *pdev)
{   // ctx: process
    struct feeder *feeder = platform_get_drvdata(pdev);

    timer_shutdown_sync(&feeder->timer);
    feeder_reset(feeder);
}

static struct platform_driver feeder_driver = {
    .probe = feeder_probe,
    .remove = feeder_remove,
    .driver = { .name = "feeder" },
};
module_platform_driver(feeder_driver);
