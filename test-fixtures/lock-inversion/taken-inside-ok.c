// The device is unregistered after the lock that ndo_open takes was released.
#include <linux/mutex.h>
#include <linux/netdevice.h>

static DEFINE_MUTEX(links_mutex);
static int links;

static int link_open(struct net_device *dev)
{
    mutex_lock(&links_mutex);
    links++;
    mutex_unlock(&links_mutex);
    return 0;
}

static const struct net_device_ops link_ops = {
    .ndo_open = link_open,
};

void link_create(struct net_device *dev)
{
    dev->netdev_ops = &link_ops;
}

void link_remove(struct net_device *dev)
{
    mutex_lock(&links_mutex);
    links--;
    mutex_unlock(&links_mutex);
    unregister_netdev(dev);
}
