// A socket's lock is that of many kinds of sockets: in the files of one protocol it is likely the same, and the finding a hint.
#include <net/sock.h>

struct sock { int sk_state; socket_lock_t sk_lock; };
struct raw_sock { struct sock sk; };
struct link_sock { struct sock sk; struct link_device *device; };
struct link_device { struct mutex mutex; int is_up; };

int link_connect(struct sock *sk, struct link_device *device)
{
    lock_sock(sk);
    mutex_lock(&device->mutex);
    //         ~~~~~~~~~~~~~~ lock-inversion: process: takes &device->mutex with mutex_lock()
    device->is_up = 1;
    mutex_unlock(&device->mutex);
    release_sock(sk);
    return 0;
}

static void close_socket(struct sock *sk)
{
    lock_sock(sk);
    //        ~~ lock-inversion: process: takes sk->sk_lock with lock_sock()
    sk->sk_state = 0;
    release_sock(sk);
}

void link_down(struct link_device *device, struct sock *sk)
{
    mutex_lock(&device->mutex);
    close_socket(sk);
//  ^^^^^^^^^^^^ lock-inversion: struct sock.sk_lock is taken while struct link_device.mutex is held, and in link_connect() the other way round
    mutex_unlock(&device->mutex);
}
