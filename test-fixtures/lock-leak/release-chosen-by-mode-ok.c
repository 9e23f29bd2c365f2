// Which function releases the lock is chosen where it is called.
#include <linux/rwsem.h>

struct leaf {
    struct rw_semaphore lock;
    int order;
    int sequence;
};

static void leaf_unlock(bool writes, struct leaf *leaf)
{
    if (writes)
        leaf->sequence++;
    (writes ? up_write : up_read)(&leaf->lock);
}

int leaf_reap(struct leaf *leaf, int order)
{
    if (!down_write_trylock(&leaf->lock))
        return -ENOMEM;
    if (leaf->order < order) {
        leaf_unlock(true, leaf);
        return -ENOMEM;
    }
    return 0;
}
