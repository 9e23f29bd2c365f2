// On PREEMPT_RT the handler runs in a thread that may enable interrupts; elsewhere it never does.
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct port {
    spinlock_t lock;
    int events;
};

static irqreturn_t port_irq(int irq, void *data)
{
    struct port *port = data;

    if (IS_ENABLED(CONFIG_PREEMPT_RT)) {
        spin_lock_irq(&port->lock);
        port->events++;
        spin_unlock_irq(&port->lock);
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
