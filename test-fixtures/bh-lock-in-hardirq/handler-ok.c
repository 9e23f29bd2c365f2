// In its thread the _bh form is right.
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct phy {
    spinlock_t lock;
    int irq;
    int link;
};

static irqreturn_t phy_thread(int irq, void *data)
{   // ctx: process
    struct phy *phy = data;

    spin_lock_bh(&phy->lock);
    phy->link = 1;
    spin_unlock_bh(&phy->lock);
    return IRQ_HANDLED;
}

int phy_start(struct phy *phy)
{
    return request_threaded_irq(phy->irq, NULL, phy_thread, IRQF_ONESHOT, "phy", phy);
}
