/* The device counts itself before it takes its own lock. */
#ifndef FABRIC_H
#define FABRIC_H

#include <linux/spinlock.h>

struct fabric {
    spinlock_t list_lock;
    int devices;
};

struct fabric_device {
    spinlock_t lock;
    struct fabric *fabric;
    int state;
};

void device_offline(struct fabric_device *device);
void fabric_count(struct fabric *fabric, int delta);

#endif
