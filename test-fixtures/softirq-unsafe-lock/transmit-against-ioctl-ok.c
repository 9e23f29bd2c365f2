// The ioctl masks softirqs; the transmit path has them masked already.
#include <linux/netdevice.h>
#include <linux/spinlock.h>

struct slow_port {
    spinlock_t lock;
    int sent;
};

static netdev_tx_t slow_xmit(struct sk_buff *skb, struct net_device *dev)
{
    struct slow_port *port = netdev_priv(dev);

    spin_lock(&port->lock);
    port->sent++;
    spin_unlock(&port->lock);
    return NETDEV_TX_OK;
}

static int slow_ioctl(struct net_device *dev, struct ifreq *ifr, int cmd)
{   // ctx: process
    struct slow_port *port = netdev_priv(dev);

    spin_lock_bh(&port->lock);
    port->sent = 0;
    spin_unlock_bh(&port->lock);
    return 0;
}

static const struct net_device_ops slow_ops = {
    .ndo_start_xmit = slow_xmit,
    .ndo_do_ioctl = slow_ioctl,
};
