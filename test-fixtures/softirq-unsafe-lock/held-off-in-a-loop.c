// Nothing holds the NAPI contexts off while the ring is emptied.
#include <linux/netdevice.h>
#include <linux/spinlock.h>

struct ring {
    struct napi_struct napi;
};

struct card {
    spinlock_t credits;
    int available;
    int rings;
    struct ring ring[4];
};

static void card_reclaim(struct card *card)
{
    spin_lock(&card->credits);
    //        ~~~~~~~~~~~~~~ softirq-unsafe-lock: softirq (net_rx): takes &card->credits with spin_lock()
    //        ^^^^^^^^^^^^^^ softirq-unsafe-lock: struct card.credits is taken here with softirqs on (spin_lock), and in softirq (net_rx) by card_reclaim()
    card->available++;
    spin_unlock(&card->credits);
}

static int card_poll(struct napi_struct *napi, int budget)
{
    struct card *card = container_of(napi, struct card, ring[0].napi);

    card_reclaim(card);
    return 0;
}

static int card_stop(struct net_device *dev)
{
    struct card *card = netdev_priv(dev);

    card_reclaim(card);
    return 0;
}

static int card_open(struct net_device *dev)
{
    struct card *card = netdev_priv(dev);

    netif_napi_add(dev, &card->ring[0].napi, card_poll);
    return 0;
}

static const struct net_device_ops card_ops = {
    .ndo_open = card_open,
    .ndo_stop = card_stop,
};
