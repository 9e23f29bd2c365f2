// The handler is registered already.
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
    //        ~~~~~~~~~~~ hardirq-unsafe-lock: hardirq: takes &card->lock with spin_lock()
    card->spare--;
    spin_unlock(&card->lock);
    return IRQ_HANDLED;
}

static void card_fill(struct card *card)
{
    spin_lock(&card->lock);
    //        ^^^^^^^^^^^ hardirq-unsafe-lock: struct card.lock is taken here with hardirqs on (spin_lock), and in hardirq by card_irq()
    card->spare = 16;
    spin_unlock(&card->lock);
}

static int card_open(struct net_device *dev)
{
    struct card *card = netdev_priv(dev);

    int err = request_irq(card->irq, card_irq, 0, "card", card);

    if (err)
        return err;
    card_fill(card);
    return 0;
}

static const struct net_device_ops card_ops = {
    .ndo_open = card_open,
};
