// The flag is one: there is time to wait.
#include <linux/delay.h>
#include <linux/spinlock.h>

struct port {
    spinlock_t lock;
    int ready;
};

static int poll_ready(struct port *port, unsigned long wait)
{
    if (port->ready)
        return 0;
    if (!wait)
        return -ETIMEDOUT;
    msleep(1);
//  ~~~~~~ sleep-in-atomic: any caller: calls msleep(), which may sleep
    return port->ready ? 0 : -ETIMEDOUT;
}

static int transfer(struct port *port, int can_wait)
{
    return poll_ready(port, 5 * HZ * can_wait);
}

int port_send(struct port *port)
{
    int err;

    spin_lock_irq(&port->lock);
    err = transfer(port, 1);
    //    ^^^^^^^^ sleep-in-atomic: msleep() may sleep, and is reached from here holding &port->lock
    spin_unlock_irq(&port->lock);
    return err ? transfer(port, 1) : 0;
}
