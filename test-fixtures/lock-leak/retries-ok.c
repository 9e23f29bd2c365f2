// A loop up to a constant runs at least once: the way around it, on which the lock would stay held, is none.
#include <linux/mutex.h>

#define MAX_RETRIES 3

struct channel {
    struct mutex lock;
    struct wait_queue_head queue;
    int ready;
};

int channel_send(struct channel *channel);

int channel_request(struct channel *channel)
{
    int ret;
    int i;

    mutex_lock(&channel->lock);
    for (i = 0; i < MAX_RETRIES; i++) {
        ret = channel_send(channel);
        mutex_unlock(&channel->lock);
        if (ret)
            return ret;
        ret = wait_event_timeout(channel->queue, channel->ready, 100);
        if (ret)
            break;
        mutex_lock(&channel->lock);
    }
    if (ret)
        return 0;
    ret = -ETIMEDOUT;
    mutex_unlock(&channel->lock);
    return ret;
}
