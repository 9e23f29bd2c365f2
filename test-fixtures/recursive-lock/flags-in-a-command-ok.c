// A command says by one flag among several that its sender holds the lock already.
#include <linux/mutex.h>

#define SEND_ASYNC 1
#define SEND_LOCK_HELD 2

struct command {
    int number;
    unsigned int flags;
};

struct channel {
    struct mutex lock;
    int last;
};

static int channel_send(struct channel *channel, const struct command *command)
{
    bool lock_held = command->flags & SEND_LOCK_HELD;

    if (command->number > 8)
        return -EINVAL;
    if (!lock_held)
        mutex_lock(&channel->lock);
    channel->last = command->number;
    if (!lock_held)
        mutex_unlock(&channel->lock);
    return 0;
}

static int channel_send_locked(struct channel *channel, int number)
{
    struct command command = {
        .number = number,
        .flags = SEND_ASYNC | SEND_LOCK_HELD,
    };

    return channel_send(channel, &command);
}

int channel_reset(struct channel *channel)
{
    int err;

    mutex_lock(&channel->lock);
    err = channel_send_locked(channel, 0);
    mutex_unlock(&channel->lock);
    return err;
}
