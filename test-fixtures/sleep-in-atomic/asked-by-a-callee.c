// It asks the wrong way round.
#include <linux/delay.h>
#include <linux/interrupt.h>

static void lamp_settle(void)
{
    if (irqs_disabled())
        msleep(1);
//      ^^^^^^ sleep-in-atomic: msleep() may sleep, and is reached in hardirq context from lamp_interrupt() (request_irq)
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
