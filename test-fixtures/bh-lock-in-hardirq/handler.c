// The handler uses the _bh form itself.
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct phy {
    spinlock_t lock;
    int irq;
    int link;
};

static irqreturn_t phy_irq(int irq, void *data)
{   // ctx: hardirq
    struct phy *phy = data;

    spin_lock_bh(&phy->lock);
    //           ^^^^^^^^^^ bh-lock-in-hardirq: …
    phy->link = 1;
    spin_unlock_bh(&phy->lock);
    return IRQ_HANDLED;
}

int phy_start(struct phy *phy)
{
    return request_irq(phy->irq, phy_irq, 0, "phy", phy);
}
