#include "fabric.h"

void fabric_count(struct fabric *fabric, int delta)
{
    spin_lock(&fabric->list_lock);
    //        ~~~~~~~~~~~~~~~~~~ lock-inversion: …
    fabric->devices += delta;
    spin_unlock(&fabric->list_lock);
}

void fabric_shutdown(struct fabric *fabric, struct fabric_device *device)
{
    spin_lock(&fabric->list_lock);
    device_offline(device);
//  ^^^^^^^^^^^^^^ lock-inversion: …
    spin_unlock(&fabric->list_lock);
}
