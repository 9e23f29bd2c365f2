// disable_irq() waits for the threaded handler, which takes the mutex.
#include <linux/interrupt.h>
#include <linux/mutex.h>

struct accel {
    struct mutex mutex;
    int irq;
    int samples;
};

static irqreturn_t accel_thread(int irq, void *data)
{   // ctx: process
    struct accel *accel = data;

    mutex_lock(&accel->mutex);
    //         ~~~~~~~~~~~~~ sync-wait-deadlock: process
    accel->samples++;
    mutex_unlock(&accel->mutex);
    return IRQ_HANDLED;
}

int accel_start(struct accel *accel)
{
    return request_threaded_irq(accel->irq, NULL, accel_thread, IRQF_ONESHOT, "accel", accel);
}

void accel_suspend(struct accel *accel)
{
    mutex_lock(&accel->mutex);
    disable_irq(accel->irq);
    //          ^^^^^^^^^^ sync-wait-deadlock: …
    accel->samples = 0;
    mutex_unlock(&accel->mutex);
}
