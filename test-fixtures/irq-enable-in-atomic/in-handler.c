// An error path made for process context runs in the handler too.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct adapter {
    spinlock_t lock;
    struct work_struct recover;
    int irq;
    int broken;
};

static void adapter_reset(struct adapter *adapter)
{   // ctx: process|hardirq
    spin_lock_irq(&adapter->lock);
    adapter->broken = 0;
    spin_unlock_irq(&adapter->lock);
    //              ^^^^^^^^^^^^^^ irq-enable-in-atomic: …
}

static irqreturn_t adapter_irq(int irq, void *data)
{   // ctx: hardirq
    struct adapter *adapter = data;

    if (adapter->broken)
        adapter_reset(adapter);
    return IRQ_HANDLED;
}

static void adapter_recover(struct work_struct *work)
{   // ctx: process
    adapter_reset(container_of(work, struct adapter, recover));
}

int adapter_start(struct adapter *adapter)
{
    INIT_WORK(&adapter->recover, adapter_recover);
    return request_irq(adapter->irq, adapter_irq, 0, "adapter", adapter);
}
