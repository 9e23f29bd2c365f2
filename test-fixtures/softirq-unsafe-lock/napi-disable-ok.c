// ndo_stop takes the lock after it has disabled NAPI and stopped the queue.
#include <linux/netdevice.h>
#include <linux/spinlock.h>

struct eth {
    spinlock_t rx_lock;
    struct napi_struct napi;
    int pending;
};

static int eth_poll(struct napi_struct *napi, int budget)
{   // ctx: softirq
    struct eth *eth = container_of(napi, struct eth, napi);

    spin_lock(&eth->rx_lock);
    eth->pending = 0;
    spin_unlock(&eth->rx_lock);
    return 0;
}

static int eth_stop(struct net_device *dev)
{   // ctx: process
    struct eth *eth = netdev_priv(dev);

    netif_stop_queue(dev);
    napi_disable(&eth->napi);
    spin_lock(&eth->rx_lock);
    eth->pending = 0;
    spin_unlock(&eth->rx_lock);
    return 0;
}

static const struct net_device_ops eth_ops = {
    .ndo_stop = eth_stop,
};

void eth_setup(struct net_device *dev, struct eth *eth)
{
    dev->netdev_ops = &eth_ops;
    netif_napi_add(dev, &eth->napi, eth_poll);
}
