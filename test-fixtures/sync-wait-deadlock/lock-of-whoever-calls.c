// The networking core stops a device with its own mutex held; the work that is waited for takes that mutex.
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/workqueue.h>

struct port {
    struct net_device *dev;
    struct work_struct reset;
    int resets;
};

static void port_reset(struct work_struct *work)
{
    struct port *port = container_of(work, struct port, reset);

    rtnl_lock();
//  ~~~~~~~~~ sync-wait-deadlock: process: takes rtnl_mutex with rtnl_lock()
    if (netif_running(port->dev))
        port->resets++;
    rtnl_unlock();
}

static void port_down(struct port *port)
{
    netif_stop_queue(port->dev);
    cancel_work_sync(&port->reset);
    //               ^^^^^^^^^^^^ sync-wait-deadlock: cancel_work_sync() waits here for port_reset(), which takes rtnl_mutex, held by whoever calls struct net_device_ops.ndo_stop
}

static int port_stop(struct net_device *dev)
{
    port_down(netdev_priv(dev));
    return 0;
}

static const struct net_device_ops port_ops = {
    .ndo_stop = port_stop,
};

void port_init(struct net_device *dev, struct port *port)
{
    dev->netdev_ops = &port_ops;
    INIT_WORK(&port->reset, port_reset);
}
