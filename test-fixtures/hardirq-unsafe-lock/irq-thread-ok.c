// With the primary handler left to the core, thread and process share the lock at ease, mutexes included.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct touch {
    spinlock_t lock;
    struct mutex bus;
    struct work_struct calibrate;
    int irq;
    int report;
};

static irqreturn_t touch_thread(int irq, void *data)
{   // ctx: process
    struct touch *touch = data;

    mutex_lock(&touch->bus);
    spin_lock(&touch->lock);
    touch->report++;
    spin_unlock(&touch->lock);
    mutex_unlock(&touch->bus);
    return IRQ_HANDLED;
}

static void touch_calibrate(struct work_struct *work)
{   // ctx: process
    struct touch *touch = container_of(work, struct touch, calibrate);

    spin_lock(&touch->lock);
    touch->report = 0;
    spin_unlock(&touch->lock);
}

int touch_start(struct touch *touch)
{
    INIT_WORK(&touch->calibrate, touch_calibrate);
    return request_threaded_irq(touch->irq, NULL, touch_thread, IRQF_ONESHOT, "touch", touch);
}
