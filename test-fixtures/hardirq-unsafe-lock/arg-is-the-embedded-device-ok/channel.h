#ifndef CHANNEL_H
#define CHANNEL_H

#include <linux/spinlock.h>

struct channel {
    spinlock_t lock;
    int events;
};

int channel_event(struct channel *channel);

#endif
