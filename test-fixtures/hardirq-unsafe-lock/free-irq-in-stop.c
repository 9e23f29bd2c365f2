// The timer is deleted too late.
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

struct mac {
    spinlock_t tx_lock;
    struct timer_list watch;
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
    //                ~~~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    mac->used++;
    spin_unlock_irqrestore(&mac->tx_lock, flags);
}

static int mac_stop(struct net_device *dev)
{   // ctx: process
    struct mac *mac = netdev_priv(dev);

    free_irq(mac->irq, dev);
    spin_lock(&mac->tx_lock);
    //        ^^^^^^^^^^^^^ softirq-unsafe-lock: …
    mac->used = 0;
    spin_unlock(&mac->tx_lock);
    timer_delete_sync(&mac->watch);
    return 0;
}

static const struct net_device_ops mac_ops = {
    .ndo_stop = mac_stop,
};

int mac_start(struct net_device *dev, struct mac *mac)
{
    dev->netdev_ops = &mac_ops;
    timer_setup(&mac->watch, mac_watch, 0);
    return request_irq(mac->irq, mac_irq, 0, "mac", dev);
}
