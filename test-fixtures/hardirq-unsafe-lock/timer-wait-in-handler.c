// The interrupt may have come while the timer ran on this CPU: it would wait for what it interrupts.
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

    timer_delete_sync(&port->timer);
    //                ^^^^^^^^^^^^ hardirq-unsafe-lock: timer_delete_sync() waits in hardirq for the timer struct port.timer: it may have interrupted port_timeout() on this CPU
    return IRQ_HANDLED;
}

static int port_start(struct port *port, int irq)
{
    timer_setup(&port->timer, port_timeout, 0);
    return request_irq(irq, port_interrupt, 0, "port", port);
}
