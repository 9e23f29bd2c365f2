// The callback takes the lock that whoever calls it holds.
#include <linux/ethtool.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>

struct tap {
    struct net_device *dev;
    int ring_size;
};

static void tap_resize(struct tap *tap, int size)
{
    rtnl_lock();
//  ~~~~~~~~~ recursive-lock: process: takes rtnl_mutex again with rtnl_lock()
    tap->ring_size = size;
    rtnl_unlock();
}

static int tap_set_ringparam(struct net_device *dev, struct ethtool_ringparam *ring)
{
    tap_resize(netdev_priv(dev), ring->rx_pending);
//  ^^^^^^^^^^ recursive-lock: rtnl_mutex is taken by tap_resize() while rtnl_mutex is held by whoever calls struct ethtool_ops.set_ringparam
    return 0;
}

const struct ethtool_ops tap_ethtool_ops = {
    .set_ringparam = tap_set_ringparam,
};
