// A function of the driver's holds off each of its NAPI contexts, however many there are.
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
    card->available++;
    spin_unlock(&card->credits);
}

static int card_poll(struct napi_struct *napi, int budget)
{
    struct card *card = container_of(napi, struct card, ring[0].napi);

    card_reclaim(card);
    return 0;
}

static void card_napi_disable(struct card *card)
{
    int i;

    for (i = 0; i < card->rings; i++)
        napi_disable(&card->ring[i].napi);
}

static int card_stop(struct net_device *dev)
{
    struct card *card = netdev_priv(dev);

    card_napi_disable(card);
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
