// The failure path has nothing to release.
#include <linux/mutex.h>

struct tape {
    struct mutex lock;
    int position;
};

int tape_seek(struct tape *tape, int position)
{
    int err = mutex_lock_interruptible(&tape->lock);

    if (err)
        return err;
    if (position < 0)
        err = -EINVAL;
    else
        tape->position = position;
    mutex_unlock(&tape->lock);
    return err;
}
