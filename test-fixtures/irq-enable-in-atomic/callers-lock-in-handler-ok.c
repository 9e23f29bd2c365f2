// A reset that hands the caller's lock back for a while: only the work item does so.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct adapter {
    spinlock_t lock;
    struct work_struct revive;
    int resets;
};

static void adapter_reset(struct adapter *adapter, bool hard)
{
    adapter->resets++;
    if (hard) {
        spin_unlock_irq(&adapter->lock);
        udelay(100);
        spin_lock_irq(&adapter->lock);
    }
}

static irqreturn_t adapter_irq(int irq, void *data)
{   // ctx: hardirq
    struct adapter *adapter = data;
    unsigned long flags;

    spin_lock_irqsave(&adapter->lock, flags);
    adapter_reset(adapter, false);
    spin_unlock_irqrestore(&adapter->lock, flags);
    return IRQ_HANDLED;
}

static void adapter_revive(struct work_struct *work)
{   // ctx: process
    struct adapter *adapter = container_of(work, struct adapter, revive);

    spin_lock_irq(&adapter->lock);
    adapter_reset(adapter, true);
    spin_unlock_irq(&adapter->lock);
}

int adapter_start(struct adapter *adapter, int irq)
{
    INIT_WORK(&adapter->revive, adapter_revive);
    return request_irq(irq, adapter_irq, 0, "adapter", adapter);
}
