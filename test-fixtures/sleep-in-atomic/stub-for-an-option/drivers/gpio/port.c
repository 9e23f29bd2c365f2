// Its user.
#include <linux/pins.h>
#include <linux/spinlock.h>

struct port {
    spinlock_t lock;
    struct pins *pins;
};

void port_suspend(struct port *port)
{
    spin_lock(&port->lock);
    pins_select(port->pins);
//  ^^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &port->lock
    spin_unlock(&port->lock);
}
