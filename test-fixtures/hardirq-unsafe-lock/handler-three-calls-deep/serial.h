/* The handler and the keys driver stand in different files and share one struct. */
#ifndef SERIAL_H
#define SERIAL_H

#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct micro {
    spinlock_t lock;
    void (*on_key)(void *data, int code);
    void *data;
    int irq;
};

#endif
