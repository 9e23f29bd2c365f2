// The callee is told whose lock its caller holds, and compares.
#include <linux/rwsem.h>

struct leaf {
    struct rw_semaphore lock;
    int size;
};

static void leaf_expand(struct leaf *leaf, struct leaf *locked)
{
    bool is_locked = leaf == locked;

    if (!is_locked)
        down_write(&leaf->lock);
        //         ~~~~~~~~~~~ recursive-lock: process: takes leaf->lock again with down_write()
    leaf->size++;
    if (leaf != locked)
        up_write(&leaf->lock);
}

void leaf_grow(struct leaf *leaf, struct leaf *next)
{
    down_write(&leaf->lock);
    leaf_expand(leaf, next);
//  ^^^^^^^^^^^ recursive-lock: leaf->lock is taken by leaf_expand() while it is held already, since down_write()
    up_write(&leaf->lock);
}
