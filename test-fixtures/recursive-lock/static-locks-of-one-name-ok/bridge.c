// Each file has a lock of its own, and both are called alike.
#include <linux/mutex.h>

static DEFINE_MUTEX(register_mutex);
int port_describe(int port);

int bridge_add(int port)
{
    int err;

    mutex_lock(&register_mutex);
    err = port_describe(port);
    mutex_unlock(&register_mutex);
    return err;
}
