// A macro that masks interrupts is seen as well.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct gate {
    spinlock_t lock;
    struct work_struct work;
    int irq;
    int open;
};

#define gate_enter(gate, flags) spin_lock_irqsave(&(gate)->lock, flags)
#define gate_leave(gate, flags) spin_unlock_irqrestore(&(gate)->lock, flags)

static irqreturn_t gate_irq(int irq, void *data)
{   // ctx: hardirq
    struct gate *gate = data;

    spin_lock(&gate->lock);
    gate->open++;
    spin_unlock(&gate->lock);
    return IRQ_HANDLED;
}

static void gate_work(struct work_struct *work)
{   // ctx: process
    struct gate *gate = container_of(work, struct gate, work);
    unsigned long flags;

    gate_enter(gate, flags);
    gate->open = 0;
    gate_leave(gate, flags);
}

int gate_start(struct gate *gate)
{
    INIT_WORK(&gate->work, gate_work);
    return request_irq(gate->irq, gate_irq, 0, "gate", gate);
}
