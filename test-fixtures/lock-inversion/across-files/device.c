#include "fabric.h"

void device_offline(struct fabric_device *device)
{
    spin_lock(&device->lock);
    //        ~~~~~~~~~~~~~ lock-inversion: …
    device->state = 0;
    spin_unlock(&device->lock);
}

void device_register(struct fabric_device *device)
{
    spin_lock(&device->lock);
    device->state = 1;
    fabric_count(device->fabric, 1);
    spin_unlock(&device->lock);
}
