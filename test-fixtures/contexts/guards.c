// Questions about the context split it.
#include <linux/interrupt.h>
#include <linux/preempt.h>
#include <linux/workqueue.h>

static void from_interrupt(void)
{   // ctx: hardirq
}

static void from_task(void)
{   // ctx: process
}

static void from_hardirq(void)
{   // ctx: hardirq
}

static void from_anywhere(void)
{   // ctx: process|hardirq
    if (in_interrupt())
        from_interrupt();
    else
        from_task();
    if (!in_hardirq())
        return;
    from_hardirq();
}

static irqreturn_t on_irq(int irq, void *data)
{   // ctx: hardirq
    from_anywhere();
    return IRQ_HANDLED;
}

static void on_work(struct work_struct *work)
{   // ctx: process
    from_anywhere();
}

static DECLARE_WORK(worker, on_work);

int start(int irq)
{
    return request_irq(irq, on_irq, 0, "start", NULL);
}
