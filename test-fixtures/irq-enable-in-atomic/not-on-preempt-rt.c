// Whatever is configured, the handler enables interrupts on one way.
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct port {
    spinlock_t lock;
    int events;
};

static irqreturn_t port_irq(int irq, void *data)
{
    struct port *port = data;

    if (IS_ENABLED(CONFIG_PORT_EVENTS)) {
        spin_lock_irq(&port->lock);
        port->events++;
        spin_unlock_irq(&port->lock);
        //              ^^^^^^^^^^^ irq-enable-in-atomic: spin_unlock_irq() enables hardirqs, which were off on entry
    } else {
        spin_lock(&port->lock);
        port->events++;
        spin_unlock(&port->lock);
    }
    return IRQ_HANDLED;
}

int port_start(struct port *port, int irq)
{
    return request_irq(irq, port_irq, 0, "port", port);
}
