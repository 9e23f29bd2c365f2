// disable_irq_nosync() does not.
#include <linux/interrupt.h>

struct vbus {
    int irq;
    int present;
};

static irqreturn_t vbus_irq(int irq, void *data)
{   // ctx: hardirq
    struct vbus *vbus = data;

    vbus->present ^= 1;
    disable_irq_nosync(irq);
    return IRQ_HANDLED;
}

int vbus_start(struct vbus *vbus)
{
    return request_irq(vbus->irq, vbus_irq, 0, "vbus", vbus);
}
