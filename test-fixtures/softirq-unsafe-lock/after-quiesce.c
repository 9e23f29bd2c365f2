// Resetting before the timer is deleted is too early.
#include <linux/platform_device.h>
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
    //        ~~~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    feeder->left--;
    spin_unlock(&feeder->lock);
}

static void feeder_setup(struct feeder *feeder)
{
    spin_lock_init(&feeder->lock);
    timer_setup(&feeder->timer, feeder_timer, 0);
}

static void feeder_remove(struct platform_device *pdev)
{   // ctx: process
    struct feeder *feeder = platform_get_drvdata(pdev);

    spin_lock(&feeder->lock);
    //        ^^^^^^^^^^^^^ softirq-unsafe-lock: …
    feeder->left = 0;
    spin_unlock(&feeder->lock);
    timer_delete_sync(&feeder->timer);
}

static struct platform_driver feeder_driver = {
    .remove = feeder_remove,
    .driver = { .name = "feeder" },
};
