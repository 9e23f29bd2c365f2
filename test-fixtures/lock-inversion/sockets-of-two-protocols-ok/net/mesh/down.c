#include "../link.h"

static void close_socket(struct sock *sk)
{
    lock_sock(sk);
    sk->sk_state = 0;
    release_sock(sk);
}

void link_down(struct link_device *device, struct sock *sk)
{
    mutex_lock(&device->mutex);
    close_socket(sk);
    mutex_unlock(&device->mutex);
}
