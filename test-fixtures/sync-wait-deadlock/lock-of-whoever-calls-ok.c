// The work only tries the mutex that the networking core holds, and comes again; one that waits for it is cancelled where nobody holds it.
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/workqueue.h>

struct port {
    struct net_device *dev;
    struct work_struct reset;
    struct work_struct rename;
    int resets;
};

static void port_reset(struct work_struct *work)
{
    struct port *port = container_of(work, struct port, reset);

    if (!rtnl_trylock()) {
        schedule_work(&port->reset);
        return;
    }
    port->resets++;
    rtnl_unlock();
}

static void port_rename(struct work_struct *work)
{
    struct port *port = container_of(work, struct port, rename);

    rtnl_lock();
    port->resets = 0;
    rtnl_unlock();
}

static int port_stop(struct net_device *dev)
{
    struct port *port = netdev_priv(dev);

    cancel_work_sync(&port->reset);
    return 0;
}

static const struct net_device_ops port_ops = {
    .ndo_stop = port_stop,
};

void port_init(struct net_device *dev, struct port *port)
{
    dev->netdev_ops = &port_ops;
    INIT_WORK(&port->reset, port_reset);
    INIT_WORK(&port->rename, port_rename);
}

void port_remove(struct port *port)
{
    unregister_netdev(port->dev);
    cancel_work_sync(&port->rename);
}
