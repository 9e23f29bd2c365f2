// A getter that only reads gives the same answer each time: who locked does not lock again.
#include <linux/mutex.h>
#include <linux/types.h>

struct port_ops {
    int (*reset)(void);
};

struct port {
    struct mutex lock;
    bool wants_lock;
    const struct port_ops *ops;
    int up;
};

static bool port_needs_lock(const struct port *port)
{
    bool needs = port->wants_lock || port->ops;

    return needs;
}

static void port_lock_ops(struct port *port)
{
    if (port_needs_lock(port))
        mutex_lock(&port->lock);
}

static void port_unlock_ops(struct port *port)
{
    if (port_needs_lock(port))
        mutex_unlock(&port->lock);
}

static void port_set_up(struct port *port)
{
    if (!port_needs_lock(port))
        mutex_lock(&port->lock);
    port->up = 1;
    if (!port_needs_lock(port))
        mutex_unlock(&port->lock);
}

void port_open(struct port *port)
{
    port_lock_ops(port);
    port_set_up(port);
    port_unlock_ops(port);
}
