// Whoever pins the pages may let the lock go, and says so.
#include <linux/rwsem.h>

struct space {
    struct rw_semaphore lock;
    int pages;
};

int space_pin(struct space *space, int *locked);

int space_read(struct space *space)
{
    int locked = 1;
    int pinned;

    down_read(&space->lock);
    pinned = space_pin(space, &locked);
    if (locked)
        up_read(&space->lock);
    if (pinned <= 0)
        return -EFAULT;
//      ^^^^^^^^^^^^^^^ lock-leak: this path returns with &space->lock held; the other paths release it
    return 0;
}
