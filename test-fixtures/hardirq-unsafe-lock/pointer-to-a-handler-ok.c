// A variable that points to a function of one prototype is this function's own, whatever the type that the function returns is called.
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct port {
    spinlock_t lock;
    int irq;
    int count;
};

static irqreturn_t port_interrupt(int irq, void *data)
{
    struct port *port = data;

    spin_lock(&port->lock);
    port->count++;
    spin_unlock(&port->lock);
    return IRQ_HANDLED;
}

static irqreturn_t port_thread(int irq, void *data)
{
    return IRQ_HANDLED;
}

int port_request(struct port *port)
{
    irqreturn_t (*handler)(int irq, void *data);

    handler = port_interrupt;
    return request_irq(port->irq, handler, 0, "port", port);
}

int port_request_thread(struct port *port)
{
    irqreturn_t (*handler)(int irq, void *data);

    handler = port_thread;
    return request_threaded_irq(port->irq, NULL, handler, 0, "port", port);
}
