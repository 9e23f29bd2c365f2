// The sockets of one protocol are locked first, those of the other last.
#include "../link.h"

int link_connect(struct sock *sk, struct link_device *device)
{
    lock_sock(sk);
    mutex_lock(&device->mutex);
    device->is_up = 1;
    mutex_unlock(&device->mutex);
    release_sock(sk);
    return 0;
}
