// What runs before the handler is registered cannot meet it.
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/spinlock.h>

struct card {
    spinlock_t lock;
    int irq;
    int spare;
};

static irqreturn_t card_irq(int irq, void *data)
{
    struct card *card = data;

    spin_lock(&card->lock);
    card->spare--;
    spin_unlock(&card->lock);
    return IRQ_HANDLED;
}

static void card_fill(struct card *card)
{
    spin_lock(&card->lock);
    card->spare = 16;
    spin_unlock(&card->lock);
}

static int card_open(struct net_device *dev)
{
    struct card *card = netdev_priv(dev);

    card_fill(card);
    return request_irq(card->irq, card_irq, 0, "card", card);
}

static const struct net_device_ops card_ops = {
    .ndo_open = card_open,
};
