// Whoever pins the pages says whether any of them is dirty, which decides nothing about the lock.
#include <linux/rwsem.h>

struct space {
    struct rw_semaphore lock;
    int pages;
};

int space_pin(struct space *space, int *dirty);

int space_read(struct space *space)
{
    int dirty = 1;
    int pinned;

    down_read(&space->lock);
    pinned = space_pin(space, &dirty);
    if (dirty)
        up_read(&space->lock);
    if (pinned <= 0)
        return -EFAULT;
//      ^^^^^^^^^^^^^^^ lock-leak: this path returns with &space->lock held; the other paths release it
    return 0;
}
