// A macro that takes the lock is a function to the analysis.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct gate {
    spinlock_t lock;
    struct work_struct work;
    int irq;
    int open;
};

#define gate_enter(gate) spin_lock(&(gate)->lock)
//                                 ~~~~~~~~~~~~~ hardirq-unsafe-lock: hardirq
//                                 ~~~~~~~~~~~~~ hardirq-unsafe-lock: process
#define gate_leave(gate) spin_unlock(&(gate)->lock)

static irqreturn_t gate_irq(int irq, void *data)
{   // ctx: hardirq
    struct gate *gate = data;

    gate_enter(gate);
    gate->open++;
    gate_leave(gate);
    return IRQ_HANDLED;
}

static void gate_work(struct work_struct *work)
{   // ctx: process
    struct gate *gate = container_of(work, struct gate, work);

    gate_enter(gate);
//  ^^^^^^^^^^ hardirq-unsafe-lock: …
    gate->open = 0;
    gate_leave(gate);
}

int gate_start(struct gate *gate)
{
    INIT_WORK(&gate->work, gate_work);
    return request_irq(gate->irq, gate_irq, 0, "gate", gate);
}
