// Two drivers embed a channel. What the handler is given as `void *` can only be that of its own port, as the timer takes it.
#include <linux/interrupt.h>
#include "channel.h"

int channel_event(struct channel *channel)
{
    spin_lock(&channel->lock);
    //        ~~~~~~~~~~~~~~ hardirq-unsafe-lock: hardirq: takes channel->lock with spin_lock()
    //        ~~~~~~~~~~~~~~ hardirq-unsafe-lock: softirq (timer); hardirqs on: takes port->channel.lock with spin_lock()
    channel->events++;
    spin_unlock(&channel->lock);
    return IRQ_HANDLED;
}
