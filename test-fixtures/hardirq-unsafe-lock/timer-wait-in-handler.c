// The way on which it sleeps first is none that the interrupt takes; the other one is.
#include <linux/delay.h>
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

static void port_settle(void)
{
    if (!in_interrupt())
        msleep(1);
//      ^^^^^^ sleep-in-atomic: msleep() may sleep, and is reached in hardirq context from port_interrupt() (request_irq)
}

static irqreturn_t port_interrupt(int irq, void *data)
{
    struct port *port = data;

    port_settle();
    timer_delete_sync(&port->timer);
    //                ^^^^^^^^^^^^ hardirq-unsafe-lock: timer_delete_sync() waits in hardirq for the timer struct port.timer: it may have interrupted port_timeout() on this CPU
    return IRQ_HANDLED;
}

static int port_start(struct port *port, int irq)
{
    timer_setup(&port->timer, port_timeout, 0);
    return request_irq(irq, port_interrupt, 0, "port", port);
}
