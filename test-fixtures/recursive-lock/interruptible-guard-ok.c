// Whether it was interrupted or not, the guard has ended when the function returns.
#include <linux/mutex.h>

struct pad {
    struct mutex mutex;
    int users;
};

static int pad_open(struct pad *pad)
{
    scoped_cond_guard(mutex_intr, return -EINTR, &pad->mutex) {
        pad->users++;
    }
    return 0;
}

int pad_connect(struct pad *pad)
{
    int error = pad_open(pad);

    if (error < 0) {
        mutex_lock(&pad->mutex);
        pad->users = 0;
        mutex_unlock(&pad->mutex);
        return error;
    }
    return 0;
}
