// Registers are read under a lock all over, and for some devices reading sleeps: one finding stands for all.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct device {
    spinlock_t lock;
    struct mutex mailbox;
    bool is_virtual;
    int base;
};

static int device_ask(struct device *device, int reg)
{
    int value;

    mutex_lock(&device->mailbox);
//  ~~~~~~~~~~ sleep-in-atomic: any caller: calls mutex_lock(), which may sleep
    value = device->base + reg;
    mutex_unlock(&device->mailbox);
    return value;
}

static int device_read(struct device *device, int reg)
{
    if (!device->is_virtual)
        return device->base + reg;
    return device_ask(device, reg);
}

int device_status(struct device *device)
{
    int value;

    spin_lock(&device->lock);
    value = device_read(device, 0);
    //      ^^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &device->lock, as from 5 other places
    spin_unlock(&device->lock);
    return value;
}

int device_level(struct device *device)
{
    int value;

    spin_lock(&device->lock);
    value = device_read(device, 1);
    //      ^^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &device->lock
    spin_unlock(&device->lock);
    return value;
}

int device_limit(struct device *device)
{
    int value;

    spin_lock(&device->lock);
    value = device_read(device, 2);
    //      ^^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &device->lock
    spin_unlock(&device->lock);
    return value;
}

int device_clock(struct device *device)
{
    int value;

    spin_lock(&device->lock);
    value = device_read(device, 3);
    //      ^^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &device->lock
    spin_unlock(&device->lock);
    return value;
}

int device_power(struct device *device)
{
    int value;

    spin_lock(&device->lock);
    value = device_read(device, 4);
    //      ^^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &device->lock
    spin_unlock(&device->lock);
    return value;
}

int device_errors(struct device *device)
{
    int value;

    spin_lock(&device->lock);
    value = device_read(device, 5);
    //      ^^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &device->lock
    spin_unlock(&device->lock);
    return value;
}
