// unregister_netdev() takes the RTNL mutex, which is held over ndo_open: the table says so where its body is not read.
#include <linux/mutex.h>
#include <linux/netdevice.h>

static DEFINE_MUTEX(links_mutex);
static int links;

static int link_open(struct net_device *dev)
{
    mutex_lock(&links_mutex);
    //         ~~~~~~~~~~~~ lock-inversion: process: takes &links_mutex with mutex_lock()
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
    unregister_netdev(dev);
    //                ^^^ lock-inversion: rtnl_mutex is taken while links_mutex is held, which link_open() takes with rtnl_mutex held by whoever calls struct net_device_ops.ndo_open
    mutex_unlock(&links_mutex);
}
