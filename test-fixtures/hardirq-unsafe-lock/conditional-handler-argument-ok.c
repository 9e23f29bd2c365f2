// The handler passes 1 and takes the plain form; everybody else passes 0 and masks.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct nic {
    spinlock_t tx_lock;
    struct work_struct reset;
    int irq;
    int used;
};

static void nic_reclaim(struct nic *nic, int in_irq)
{
    unsigned long flags = 0;

    if (in_irq)
        spin_lock(&nic->tx_lock);
    else
        spin_lock_irqsave(&nic->tx_lock, flags);

    while (nic->used)
        nic->used--;

    if (in_irq)
        spin_unlock(&nic->tx_lock);
    else
        spin_unlock_irqrestore(&nic->tx_lock, flags);
}

static irqreturn_t nic_irq(int irq, void *data)
{   // ctx: hardirq
    nic_reclaim(data, 1);
    return IRQ_HANDLED;
}

static void nic_reset(struct work_struct *work)
{   // ctx: process
    nic_reclaim(container_of(work, struct nic, reset), 0);
}

int nic_start(struct nic *nic)
{
    INIT_WORK(&nic->reset, nic_reset);
    return request_irq(nic->irq, nic_irq, 0, "nic", nic);
}
