// Readers only, in both orders.
#include <linux/spinlock.h>

struct mhi {
    rwlock_t pm_lock;
    rwlock_t chan_lock;
    int state, channel;
};

void mhi_prepare(struct mhi *mhi)
{
    read_lock(&mhi->pm_lock);
    read_lock(&mhi->chan_lock);
    report(mhi->channel);
    read_unlock(&mhi->chan_lock);
    read_unlock(&mhi->pm_lock);
}

void mhi_event(struct mhi *mhi)
{
    read_lock(&mhi->chan_lock);
    read_lock(&mhi->pm_lock);
    report(mhi->state);
    read_unlock(&mhi->pm_lock);
    read_unlock(&mhi->chan_lock);
}
