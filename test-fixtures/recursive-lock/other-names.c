// One lock under two names: a clock's data are found as the driver's by its interrupt, and as the platform's by what both call.

struct clock {
    spinlock_t lock;
    unsigned int enabled;
};

struct clock_data {
    struct clock *clock;
};

static void clock_alarm_enable(struct device *dev, unsigned int enabled)
{
    struct clock_data *data = dev_get_platdata(dev);
    unsigned long flags;

    spin_lock_irqsave(&data->clock->lock, flags);
    //                ~~~~~~~~~~~~~~~~~~ recursive-lock: any caller: takes &data->clock->lock again with spin_lock_irqsave()
    data->clock->enabled = enabled;
    spin_unlock_irqrestore(&data->clock->lock, flags);
}

static irqreturn_t clock_interrupt(int irq, void *dev_id)
{
    struct platform_device *pdev = dev_id;
    struct clock_data *data = platform_get_drvdata(pdev);

    spin_lock(&data->clock->lock);
    clock_alarm_enable(&pdev->dev, 0);
//  ^^^^^^^^^^^^^^^^^^ recursive-lock: &data->clock->lock is taken by clock_alarm_enable() while &data->clock->lock is held, which may be the same lock, since spin_lock()
    spin_unlock(&data->clock->lock);
    return IRQ_HANDLED;
}

static irqreturn_t clock_interrupt_later(int irq, void *dev_id)
{
    struct platform_device *pdev = dev_id;
    struct clock_data *data = platform_get_drvdata(pdev);

    spin_lock(&data->clock->lock);
    data->clock->enabled = 0;
    spin_unlock(&data->clock->lock);
    clock_alarm_enable(&pdev->dev, 0);
    return IRQ_HANDLED;
}

// All queues are gone through while one of them is held; but not where each is let go first.

struct queue {
    spinlock_t lock;
    int pending;
};

struct adapter {
    struct queue queues[16];
    int retries;
};

static void fail_all(struct adapter *adapter)
{
    struct queue *queue;

    for (queue = adapter->queues; queue < adapter->queues + 16; queue++) {
        spin_lock(&queue->lock);
        //        ~~~~~~~~~~~~ recursive-lock: any caller: takes &queue->lock again with spin_lock()
        queue->pending = 0;
        spin_unlock(&queue->lock);
    }
}

static void adapter_reset(struct adapter *adapter)
{
    if (adapter->retries++ > 3)
        fail_all(adapter);
}

void cancel_pending(struct adapter *adapter)
{
    struct queue *queue;

    for (queue = adapter->queues; queue < adapter->queues + 16; queue++) {
        spin_lock(&queue->lock);
        if (queue->pending)
            adapter_reset(adapter);
//          ^^^^^^^^^^^^^ recursive-lock: &queue->lock is taken by fail_all() while &queue->lock is held, which may be the same lock, since spin_lock()
        spin_unlock(&queue->lock);
    }
}

void cancel_pending_later(struct adapter *adapter)
{
    struct queue *queue;
    int pending = 0;

    for (queue = adapter->queues; queue < adapter->queues + 16; queue++) {
        spin_lock(&queue->lock);
        pending += queue->pending;
        spin_unlock(&queue->lock);
    }
    if (pending)
        adapter_reset(adapter);
}
