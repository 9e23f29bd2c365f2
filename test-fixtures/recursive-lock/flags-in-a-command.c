// A command has another flag than the one by which its sender says that it holds the lock already.
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
        //         ~~~~~~~~~~~~~~ recursive-lock: process: takes channel->lock again with mutex_lock()
    channel->last = command->number;
    if (!lock_held)
        mutex_unlock(&channel->lock);
    return 0;
}

static int channel_send_locked(struct channel *channel, int number)
{
    struct command command = {
        .number = number,
        .flags = SEND_ASYNC,
    };

    return channel_send(channel, &command);
}

int channel_reset(struct channel *channel)
{
    int err;

    mutex_lock(&channel->lock);
    err = channel_send_locked(channel, 0);
    //    ^^^^^^^^^^^^^^^^^^^ recursive-lock: channel->lock is taken by channel_send() while it is held already, since mutex_lock()
    mutex_unlock(&channel->lock);
    return err;
}
