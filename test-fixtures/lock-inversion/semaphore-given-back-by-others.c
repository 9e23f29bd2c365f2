// Whoever completes the transfer gives the semaphore back: that it is still held where the mutex is taken is not sure.
#include <linux/mutex.h>
#include <linux/semaphore.h>

struct channel {
    struct semaphore transfer;
    struct mutex lock;
    int queued;
};

void channel_complete(struct channel *channel)
{
    up(&channel->transfer);
}

void channel_start(struct channel *channel)
{
    down(&channel->transfer);
    mutex_lock(&channel->lock);
    //         ~~~~~~~~~~~~~~ lock-inversion: process: takes &channel->lock with mutex_lock()
    channel->queued++;
    mutex_unlock(&channel->lock);
}

void channel_drain(struct channel *channel)
{
    mutex_lock(&channel->lock);
    down(&channel->transfer);
    //   ^^^^^^^^^^^^^^^^^^ lock-inversion: struct channel.transfer is taken while struct channel.lock is held, and in channel_start() the other way round
    channel->queued = 0;
    up(&channel->transfer);
    mutex_unlock(&channel->lock);
}
