// It only takes the timer off the list.
#include <linux/interrupt.h>
#include <linux/timer.h>

struct port {
    struct timer_list timer;
    int resets;
};

static void port_timeout(struct timer_list *t)
{
    struct port *port = from_timer(port, t, timer);

    port->resets++;
}

static irqreturn_t port_interrupt(int irq, void *data)
{
    struct port *port = data;

    timer_delete(&port->timer);
    return IRQ_HANDLED;
}

static int port_start(struct port *port, int irq)
{
    timer_setup(&port->timer, port_timeout, 0);
    return request_irq(irq, port_interrupt, 0, "port", port);
}
