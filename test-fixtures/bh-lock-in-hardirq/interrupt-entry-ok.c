// Softirqs are masked by hand around a handler, and unmasked without running any.
#include <linux/bottom_half.h>
#include <linux/interrupt.h>

struct channel {
    int irq;
    int events;
};

static irqreturn_t channel_irq(int irq, void *data)
{   // ctx: hardirq
    struct channel *channel = data;

    local_bh_disable();
    channel->events++;
    _local_bh_enable();
    return IRQ_HANDLED;
}

int channel_open(struct channel *channel)
{
    return request_irq(channel->irq, channel_irq, 0, "channel", channel);
}
