// Masking softirqs does not keep a hard interrupt handler away.
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
    //        ~~~~~~~~~~~ hardirq-unsafe-lock: hardirq: takes &port->lock with spin_lock()
    port->pending++;
    spin_unlock(&port->lock);
    schedule_work(&port->drain);
    return IRQ_HANDLED;
}

static void port_drain(struct work_struct *work)
{   // ctx: process
    struct port *port = container_of(work, struct port, drain);

    spin_lock_bh(&port->lock);
    //           ^^^^^^^^^^^ hardirq-unsafe-lock: struct port.lock is taken here with hardirqs on (spin_lock_bh), and in hardirq by port_irq()
    port->pending = 0;
    spin_unlock_bh(&port->lock);
}

int port_start(struct port *port)
{
    spin_lock_init(&port->lock);
    INIT_WORK(&port->drain, port_drain);
    return request_irq(port->irq, port_irq, 0, "port", port);
}
