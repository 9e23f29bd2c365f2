// The form that does not wait, or the wait outside.
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
    disable_irq(accel->irq);
    mutex_lock(&accel->mutex);
    disable_irq_nosync(accel->irq);
    accel->samples = 0;
    mutex_unlock(&accel->mutex);
}
