// The body beside the call is weak: another file's takes its place.
#include <linux/interrupt.h>

void __weak alarm_notify(int level)
{
}

static irqreturn_t alarm_irq(int irq, void *data)
{   // ctx: hardirq
    alarm_notify(irq);
    return IRQ_HANDLED;
}

int alarm_setup(int irq)
{
    return request_irq(irq, alarm_irq, 0, "alarm", NULL);
}
