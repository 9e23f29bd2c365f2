// The same with hardirqs off.
#include <linux/interrupt.h>
#include "channel.h"

int channel_event(struct channel *channel)
{
    unsigned long flags;

    spin_lock_irqsave(&channel->lock, flags);
    channel->events++;
    spin_unlock_irqrestore(&channel->lock, flags);
    return IRQ_HANDLED;
}
