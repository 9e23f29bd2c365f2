// A network driver that does everything right: interrupt, NAPI, transmit, watchdog timer, ethtool, open and stop.
#include <linux/etherdevice.h>
#include <linux/ethtool.h>
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct tulip {
    struct net_device *dev;
    struct napi_struct napi;
    struct timer_list media;
    struct work_struct reset;
    spinlock_t irq_lock;
    spinlock_t tx_lock;
    spinlock_t mdio_lock;
    struct mutex config;
    u32 mask;
    int tx_used, link, irq;
};

static void tulip_mask(struct tulip *tp, u32 mask)
{
    unsigned long flags;

    spin_lock_irqsave(&tp->irq_lock, flags);
    tp->mask = mask;
    spin_unlock_irqrestore(&tp->irq_lock, flags);
}

static irqreturn_t tulip_irq(int irq, void *data)
{   // ctx: hardirq
    struct net_device *dev = data;
    struct tulip *tp = netdev_priv(dev);

    spin_lock(&tp->irq_lock);
    tp->mask = 0;
    spin_unlock(&tp->irq_lock);
    napi_schedule(&tp->napi);
    return IRQ_HANDLED;
}

static void tulip_clean_tx(struct tulip *tp)
{
    spin_lock(&tp->tx_lock);
    tp->tx_used = 0;
    if (netif_queue_stopped(tp->dev))
        netif_wake_queue(tp->dev);
    spin_unlock(&tp->tx_lock);
}

static int tulip_poll(struct napi_struct *napi, int budget)
{   // ctx: softirq
    struct tulip *tp = container_of(napi, struct tulip, napi);
    int done = tulip_receive(tp, budget);

    tulip_clean_tx(tp);
    if (done < budget && napi_complete_done(napi, done))
        tulip_mask(tp, 0xff);
    return done;
}

static netdev_tx_t tulip_xmit(struct sk_buff *skb, struct net_device *dev)
{
    struct tulip *tp = netdev_priv(dev);

    spin_lock(&tp->tx_lock);
    if (tp->tx_used > 30) {
        netif_stop_queue(dev);
        spin_unlock(&tp->tx_lock);
        return NETDEV_TX_BUSY;
    }
    tp->tx_used++;
    spin_unlock(&tp->tx_lock);
    return NETDEV_TX_OK;
}

static int tulip_mdio(struct tulip *tp, int reg)
{
    int value;

    spin_lock_bh(&tp->mdio_lock);
    value = tulip_read(tp, reg);
    spin_unlock_bh(&tp->mdio_lock);
    return value;
}

static void tulip_media(struct timer_list *t)
{   // ctx: softirq
    struct tulip *tp = timer_container_of(tp, t, media);

    tp->link = tulip_mdio(tp, 1);
    mod_timer(&tp->media, jiffies + HZ);
}

static void tulip_reset(struct work_struct *work)
{   // ctx: process
    struct tulip *tp = container_of(work, struct tulip, reset);

    mutex_lock(&tp->config);
    napi_disable(&tp->napi);
    spin_lock_bh(&tp->tx_lock);
    tp->tx_used = 0;
    spin_unlock_bh(&tp->tx_lock);
    napi_enable(&tp->napi);
    mutex_unlock(&tp->config);
}

static void tulip_tx_timeout(struct net_device *dev, unsigned int queue)
{
    struct tulip *tp = netdev_priv(dev);

    schedule_work(&tp->reset);
}

static u32 tulip_get_link(struct net_device *dev)
{   // ctx: process
    struct tulip *tp = netdev_priv(dev);

    return tulip_mdio(tp, 1) & 4;
}

static int tulip_open(struct net_device *dev)
{   // ctx: process
    struct tulip *tp = netdev_priv(dev);
    int err;

    spin_lock(&tp->tx_lock);
    tp->tx_used = 0;
    spin_unlock(&tp->tx_lock);
    err = request_irq(tp->irq, tulip_irq, IRQF_SHARED, dev->name, dev);
    if (err)
        return err;
    napi_enable(&tp->napi);
    tulip_mask(tp, 0xff);
    mod_timer(&tp->media, jiffies + HZ);
    netif_start_queue(dev);
    return 0;
}

static int tulip_stop(struct net_device *dev)
{   // ctx: process
    struct tulip *tp = netdev_priv(dev);

    netif_stop_queue(dev);
    timer_delete_sync(&tp->media);
    cancel_work_sync(&tp->reset);
    napi_disable(&tp->napi);
    tulip_mask(tp, 0);
    free_irq(tp->irq, dev);
    return 0;
}

static const struct net_device_ops tulip_netdev_ops = {
    .ndo_open = tulip_open,
    .ndo_stop = tulip_stop,
    .ndo_start_xmit = tulip_xmit,
    .ndo_tx_timeout = tulip_tx_timeout,
};

static const struct ethtool_ops tulip_ethtool_ops = {
    .get_link = tulip_get_link,
};

static int tulip_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{   // ctx: process
    struct net_device *dev = alloc_etherdev(sizeof(struct tulip));
    struct tulip *tp;

    if (!dev)
        return -ENOMEM;
    tp = netdev_priv(dev);
    tp->dev = dev;
    tp->irq = pdev->irq;
    spin_lock_init(&tp->irq_lock);
    spin_lock_init(&tp->tx_lock);
    spin_lock_init(&tp->mdio_lock);
    mutex_init(&tp->config);
    timer_setup(&tp->media, tulip_media, 0);
    INIT_WORK(&tp->reset, tulip_reset);
    netif_napi_add(dev, &tp->napi, tulip_poll);
    dev->netdev_ops = &tulip_netdev_ops;
    dev->ethtool_ops = &tulip_ethtool_ops;
    return register_netdev(dev);
}

static struct pci_driver tulip_driver = {
    .name = "tulip",
    .probe = tulip_probe,
};
module_pci_driver(tulip_driver);
