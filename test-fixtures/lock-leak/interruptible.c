// An interruptible acquisition that fails holds nothing; one that succeeds has to be undone.
#include <linux/mutex.h>

struct tape {
    struct mutex lock;
    int position;
};

int tape_seek(struct tape *tape, int position)
{
    if (mutex_lock_interruptible(&tape->lock))
        return -ERESTARTSYS;
    if (position < 0)
        return -EINVAL;
//      ^^^^^^^^^^^^^^^ lock-leak: …
    tape->position = position;
    mutex_unlock(&tape->lock);
    return 0;
}
