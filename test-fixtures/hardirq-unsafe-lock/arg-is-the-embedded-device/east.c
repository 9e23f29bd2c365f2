#include <linux/interrupt.h>
#include <linux/timer.h>
#include "channel.h"

struct east_port {
    struct channel channel;
    struct timer_list poll;
    int irq;
};

static irqreturn_t east_irq(int irq, void *arg)
{
    struct channel *channel = arg;

    return channel_event(channel);
}

static void east_poll(struct timer_list *t)
{
    struct east_port *port = from_timer(port, t, poll);

    channel_event(&port->channel);
//  ^^^^^^^^^^^^^ hardirq-unsafe-lock: struct east_port.channel.lock is taken here with hardirqs on (spin_lock), and in hardirq by east_irq()
}

int east_start(struct east_port *port)
{
    timer_setup(&port->poll, east_poll, 0);
    return request_irq(port->irq, east_irq, 0, "east", &port->channel);
}
