// It asks the wrong way round.
#include <linux/interrupt.h>

struct bell {
    int irq;
};

static void bell_mask(struct bell *bell)
{
    if (!in_task())
        disable_irq(bell->irq);
//      ^^^^^^^^^^^ sleep-in-atomic: disable_irq() may sleep, and is reached in hardirq context from bell_interrupt() (request_irq)
        //          ^^^^^^^^^ sync-wait-deadlock: disable_irq() waits here for bell_interrupt(), which is running it
    else
        disable_irq_nosync(bell->irq);
}

static void bell_silence(struct bell *bell)
{
    bell_mask(bell);
}

static irqreturn_t bell_interrupt(int irq, void *data)
{
    struct bell *bell = data;

    bell_silence(bell);
    return IRQ_HANDLED;
}

static int bell_start(struct bell *bell)
{
    return request_irq(bell->irq, bell_interrupt, 0, "bell", bell);
}
