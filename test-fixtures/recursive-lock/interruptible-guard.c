// A guard that may be interrupted is true where it holds the mutex.
#include <linux/mutex.h>

struct pad {
    struct mutex mutex;
    int users;
};

static int pad_open(struct pad *pad)
{
    scoped_cond_guard(mutex_intr, return -EINTR, &pad->mutex) {
    //                                           ~~~~~~~~~~~ recursive-lock: process: takes pad->mutex again with mutex_lock_interruptible()
        pad->users++;
    }
    return 0;
}

int pad_connect(struct pad *pad)
{
    int error;

    mutex_lock(&pad->mutex);
    error = pad_open(pad);
    //      ^^^^^^^^ recursive-lock: pad->mutex is taken by pad_open() while it is held already, since mutex_lock()
    mutex_unlock(&pad->mutex);
    return error;
}
