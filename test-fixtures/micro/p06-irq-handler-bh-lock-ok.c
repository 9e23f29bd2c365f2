// Process context masks hardirqs.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct port {
    spinlock_t lock;
    struct work_struct drain;
    int irq;
    int pending;
};

static irqreturn_t port_irq(int irq, void *data)
{   // ctx: hardirq
    struct port *port = data;

    spin_lock(&port->lock);
    port->pending++;
    spin_unlock(&port->lock);
    schedule_work(&port->drain);
    return IRQ_HANDLED;
}

static void port_drain(struct work_struct *work)
{   // ctx: process
    struct port *port = container_of(work, struct port, drain);

    spin_lock_irq(&port->lock);
    port->pending = 0;
    spin_unlock_irq(&port->lock);
}

int port_start(struct port *port)
{
    spin_lock_init(&port->lock);
    INIT_WORK(&port->drain, port_drain);
    return request_irq(port->irq, port_irq, 0, "port", port);
}
