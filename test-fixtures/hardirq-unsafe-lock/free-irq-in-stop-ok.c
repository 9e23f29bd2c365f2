// ndo_stop: NAPI disabled, handler freed, timer shut down; nobody is left.
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

struct mac {
    spinlock_t tx_lock;
    struct timer_list watch;
    struct napi_struct napi;
    int irq;
    int used;
};

static irqreturn_t mac_irq(int irq, void *data)
{   // ctx: hardirq
    struct net_device *dev = data;
    struct mac *mac = netdev_priv(dev);

    spin_lock(&mac->tx_lock);
    mac->used--;
    spin_unlock(&mac->tx_lock);
    return IRQ_HANDLED;
}

static void mac_watch(struct timer_list *t)
{   // ctx: softirq
    struct mac *mac = from_timer(mac, t, watch);
    unsigned long flags;

    spin_lock_irqsave(&mac->tx_lock, flags);
    mac->used++;
    spin_unlock_irqrestore(&mac->tx_lock, flags);
}

static int mac_poll(struct napi_struct *napi, int budget)
{   // ctx: softirq
    struct mac *mac = container_of(napi, struct mac, napi);

    spin_lock_irq(&mac->tx_lock);
    mac->used = 0;
    spin_unlock_irq(&mac->tx_lock);
    return 0;
}

static int mac_stop(struct net_device *dev)
{   // ctx: process
    struct mac *mac = netdev_priv(dev);

    netif_stop_queue(dev);
    napi_disable(&mac->napi);
    free_irq(mac->irq, dev);
    timer_delete_sync(&mac->watch);
    spin_lock(&mac->tx_lock);
    mac->used = 0;
    spin_unlock(&mac->tx_lock);
    return 0;
}

static const struct net_device_ops mac_ops = {
    .ndo_stop = mac_stop,
};

int mac_start(struct net_device *dev, struct mac *mac)
{
    dev->netdev_ops = &mac_ops;
    timer_setup(&mac->watch, mac_watch, 0);
    netif_napi_add(dev, &mac->napi, mac_poll);
    return request_irq(mac->irq, mac_irq, 0, "mac", dev);
}
