// A reader waits behind a queued writer, so it is no better than a writer here.
#include <linux/spinlock.h>

struct mhi {
    rwlock_t pm_lock;
    rwlock_t chan_lock;
    int state, channel;
};

void mhi_prepare(struct mhi *mhi)
{
    read_lock_bh(&mhi->pm_lock);
    read_lock_irq(&mhi->chan_lock);
    report(mhi->channel);
    read_unlock_irq(&mhi->chan_lock);
    read_unlock_bh(&mhi->pm_lock);
}

void mhi_suspend(struct mhi *mhi)
{
    write_lock_irq(&mhi->pm_lock);
    mhi->state = 0;
    write_unlock_irq(&mhi->pm_lock);
}

void mhi_event(struct mhi *mhi)
{
    unsigned long flags;

    write_lock_irqsave(&mhi->chan_lock, flags);
    read_lock(&mhi->pm_lock);
    //        ^^^^^^^^^^^^^ FN lock-inversion: that a reader waits behind a queued writer is not modelled
    mhi->channel = mhi->state;
    read_unlock(&mhi->pm_lock);
    write_unlock_irqrestore(&mhi->chan_lock, flags);
}
