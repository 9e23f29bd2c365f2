// Assertions and questions about the interrupt state, and masks by hand.
#include <linux/interrupt.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

static DEFINE_RAW_SPINLOCK(timekeeper_lock);
static int ticks;

static void tick_add(int n)
{
    lockdep_assert_irqs_disabled();
    raw_spin_lock(&timekeeper_lock);
    ticks += n;
    raw_spin_unlock(&timekeeper_lock);
}

static irqreturn_t tick_irq(int irq, void *data)
{   // ctx: hardirq
    tick_add(1);
    return IRQ_HANDLED;
}

static void tick_work(struct work_struct *work)
{   // ctx: process
    unsigned long flags;

    local_irq_save(flags);
    raw_spin_lock(&timekeeper_lock);
    ticks++;
    raw_spin_unlock(&timekeeper_lock);
    local_irq_restore(flags);

    local_irq_disable();
    tick_add(2);
    local_irq_enable();

    if (irqs_disabled()) {
        raw_spin_lock(&timekeeper_lock);
        ticks++;
        raw_spin_unlock(&timekeeper_lock);
    }
}

static DECLARE_WORK(tick_worker, tick_work);

int tick_start(int irq)
{
    return request_irq(irq, tick_irq, IRQF_TIMER, "tick", NULL);
}
