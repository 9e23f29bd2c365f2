// Two calls down it is asked whether the line may be waited for, whoever calls it.
#include <linux/interrupt.h>

struct bell {
    int irq;
};

static void bell_mask(struct bell *bell)
{
    if (in_task())
        disable_irq(bell->irq);
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
