// The callee finds out itself that it must not sleep, whoever calls it.
#include <linux/delay.h>
#include <linux/interrupt.h>

static void lamp_settle(void)
{
    if (in_task())
        msleep(1);
    else
        mdelay(1);
}

static irqreturn_t lamp_interrupt(int irq, void *data)
{
    lamp_settle();
    return IRQ_HANDLED;
}

static int lamp_start(void *lamp, int irq)
{
    return request_irq(irq, lamp_interrupt, 0, "lamp", lamp);
}
