#include "serial.h"

static void micro_message(struct micro *micro, int code)
{   // ctx: hardirq
    spin_lock(&micro->lock);
    //        ~~~~~~~~~~~~ hardirq-unsafe-lock: hardirq
    if (micro->on_key)
        micro->on_key(micro->data, code);
    spin_unlock(&micro->lock);
}

static void micro_byte(struct micro *micro, int byte)
{   // ctx: hardirq
    if (byte & 0x80)
        micro_message(micro, byte & 0x7f);
}

static void micro_drain(struct micro *micro)
{   // ctx: hardirq
    int byte;

    while ((byte = read_fifo(micro)) >= 0)
        micro_byte(micro, byte);
}

static irqreturn_t micro_isr(int irq, void *dev_id)
{   // ctx: hardirq
    micro_drain(dev_id);
    return IRQ_HANDLED;
}

int micro_start(struct device *dev, struct micro *micro)
{
    return devm_request_irq(dev, micro->irq, micro_isr, IRQF_SHARED, "micro", micro);
}
