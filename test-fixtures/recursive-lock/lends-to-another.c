// A port is given back to its lender, whose lock is let go where that of the port should have been: the port's own is taken twice.
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
        mutex_unlock(&lender->lock);
        lender->state = port->state;
        mutex_lock(&port->lock);
        //         ~~~~~~~~~~~ recursive-lock: process: takes port->lock again with mutex_lock()
//      ^^^^^^^^^^ lock-leak: &port->lock is taken here and still held on a way out, and nobody releases it
        mutex_lock(&lender->lock);
        mutex_unlock(&lender->lock);
        return;
//      ~~~~~~~ lock-leak: process: returns with &port->lock held
    }
    port->state = 0;
}

void port_use(struct port *port)
{
    mutex_lock(&port->lock);
    port->state++;
    port_put(port);
//  ^^^^^^^^ recursive-lock: port->lock is taken by port_put() while it is held already, since mutex_lock()
    mutex_unlock(&port->lock);
}
