// Two lines share a handler that masks them without waiting.
#include <linux/interrupt.h>

struct plug {
    int in_irq;
    int out_irq;
    int present;
};

static irqreturn_t plug_irq(int irq, void *data)
{   // ctx: hardirq
    struct plug *plug = data;

    if (irq == plug->in_irq) {
        plug->present = 1;
        disable_irq_nosync(plug->in_irq);
        enable_irq(plug->out_irq);
    } else {
        plug->present = 0;
        disable_irq_nosync(plug->out_irq);
        enable_irq(plug->in_irq);
    }
    return IRQ_HANDLED;
}

int plug_start(struct plug *plug)
{
    int err = request_irq(plug->in_irq, plug_irq, 0, "plug-in", plug);

    return err ? err : request_irq(plug->out_irq, plug_irq, 0, "plug-out", plug);
}
