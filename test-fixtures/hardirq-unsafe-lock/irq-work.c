// irq_work runs in hardirq, unless it is asked to be lazy on RT.
#include <linux/irq_work.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct tracer {
    raw_spinlock_t lock;
    struct irq_work wake;
    struct work_struct read;
    int events;
};

static void tracer_wake(struct irq_work *work)
{   // ctx: hardirq
    struct tracer *tracer = container_of(work, struct tracer, wake);

    raw_spin_lock(&tracer->lock);
    //            ~~~~~~~~~~~~~ hardirq-unsafe-lock: hardirq
    tracer->events++;
    raw_spin_unlock(&tracer->lock);
}

static void tracer_read(struct work_struct *work)
{   // ctx: process
    struct tracer *tracer = container_of(work, struct tracer, read);

    raw_spin_lock(&tracer->lock);
    //            ^^^^^^^^^^^^^ hardirq-unsafe-lock: …
    tracer->events = 0;
    raw_spin_unlock(&tracer->lock);
}

void tracer_init(struct tracer *tracer)
{
    init_irq_work(&tracer->wake, tracer_wake);
    INIT_WORK(&tracer->read, tracer_read);
}
