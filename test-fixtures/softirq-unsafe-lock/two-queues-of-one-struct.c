// The same two queues, and the work item takes the softirq's one.
#include <linux/netdevice.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct queue {
    spinlock_t lock;
    int length;
};

struct card {
    struct queue txq;
    struct queue rxq;
    struct napi_struct napi;
    struct work_struct kick;
};

static int card_poll(struct napi_struct *napi, int budget)
{   // ctx: softirq
    struct card *card = container_of(napi, struct card, napi);

    spin_lock(&card->rxq.lock);
    //        ~~~~~~~~~~~~~~~ softirq-unsafe-lock: softirq (net_rx)
    card->rxq.length = 0;
    spin_unlock(&card->rxq.lock);
    return 0;
}

static void card_kick(struct work_struct *work)
{   // ctx: process
    struct card *card = container_of(work, struct card, kick);
    struct queue *rxq = &card->rxq;

    spin_lock(&card->txq.lock);
    card->txq.length++;
    spin_unlock(&card->txq.lock);

    spin_lock(&rxq->lock);
    //        ^^^^^^^^^^ softirq-unsafe-lock: …
    rxq->length++;
    spin_unlock(&rxq->lock);
}

void card_init(struct net_device *dev, struct card *card)
{
    netif_napi_add(dev, &card->napi, card_poll);
    INIT_WORK(&card->kick, card_kick);
}
