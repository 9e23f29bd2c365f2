// The networking core opens a device with its own mutex held; the reset takes that mutex inside the driver's.
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/workqueue.h>

struct link {
    struct net_device *dev;
    struct work_struct reset;
    struct mutex lock;
    int speed;
};

static int link_open(struct net_device *dev)
{
    struct link *link = netdev_priv(dev);

    mutex_lock(&link->lock);
    //         ~~~~~~~~~~~ lock-inversion: process: takes &link->lock with mutex_lock()
    link->speed = 10;
    mutex_unlock(&link->lock);
    return 0;
}

static void link_reset(struct work_struct *work)
{
    struct link *link = container_of(work, struct link, reset);

    mutex_lock(&link->lock);
    rtnl_lock();
//  ^^^^^^^^^ lock-inversion: rtnl_mutex is taken while struct link.lock is held, which link_open() takes with rtnl_mutex held by whoever calls struct net_device_ops.ndo_open
    link->speed = 0;
    rtnl_unlock();
    mutex_unlock(&link->lock);
}

static const struct net_device_ops link_ops = {
    .ndo_open = link_open,
};

void link_init(struct net_device *dev, struct link *link)
{
    dev->netdev_ops = &link_ops;
    mutex_init(&link->lock);
    INIT_WORK(&link->reset, link_reset);
}
