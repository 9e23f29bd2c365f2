// A port is given back to its lender: its own lock is let go meanwhile, and the lender's is the one that stays held.
#include <linux/mutex.h>

struct port {
    struct mutex lock;
    struct port *lender;
    int state;
};

static void port_put(struct port *port)
{
    struct port *lender = port->lender;

    if (lender) {
        mutex_lock(&lender->lock);
        mutex_unlock(&port->lock);
        lender->state = port->state;
        mutex_lock(&port->lock);
        mutex_unlock(&lender->lock);
        return;
    }
    port->state = 0;
}

void port_use(struct port *port)
{
    mutex_lock(&port->lock);
    port->state++;
    port_put(port);
    mutex_unlock(&port->lock);
}
