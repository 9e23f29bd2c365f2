// The callback leaves it to a work item, which runs without the lock that whoever calls it holds.
#include <linux/ethtool.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/workqueue.h>

struct tap {
    struct work_struct resize;
    int ring_size;
};

static void tap_resize(struct work_struct *work)
{
    struct tap *tap = container_of(work, struct tap, resize);

    rtnl_lock();
    tap->ring_size++;
    rtnl_unlock();
}

static int tap_set_ringparam(struct net_device *dev, struct ethtool_ringparam *ring)
{
    struct tap *tap = netdev_priv(dev);

    schedule_work(&tap->resize);
    return 0;
}

const struct ethtool_ops tap_ethtool_ops = {
    .set_ringparam = tap_set_ringparam,
};

void tap_setup(struct tap *tap)
{
    INIT_WORK(&tap->resize, tap_resize);
}
