// The networking core opens a device with its own mutex held: the reset takes that one first, and the driver's own is no more held when the names change.
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/workqueue.h>

struct link {
    struct net_device *dev;
    struct work_struct reset;
    struct work_struct rename;
    struct mutex lock;
    struct mutex name_lock;
    int speed;
};

static int link_open(struct net_device *dev)
{
    struct link *link = netdev_priv(dev);

    mutex_lock(&link->lock);
    link->speed = 10;
    mutex_unlock(&link->lock);
    return 0;
}

static void link_reset(struct work_struct *work)
{
    struct link *link = container_of(work, struct link, reset);

    rtnl_lock();
    mutex_lock(&link->lock);
    link->speed = 0;
    mutex_unlock(&link->lock);
    rtnl_unlock();
}

static void link_rename(struct work_struct *work)
{
    struct link *link = container_of(work, struct link, rename);

    mutex_lock(&link->lock);
    link->speed = 0;
    mutex_unlock(&link->lock);
    mutex_lock(&link->name_lock);
    rtnl_lock();
    link->speed++;
    rtnl_unlock();
    mutex_unlock(&link->name_lock);
}

static const struct net_device_ops link_ops = {
    .ndo_open = link_open,
};

void link_init(struct net_device *dev, struct link *link)
{
    dev->netdev_ops = &link_ops;
    mutex_init(&link->lock);
    mutex_init(&link->name_lock);
    INIT_WORK(&link->reset, link_reset);
    INIT_WORK(&link->rename, link_rename);
}
