// The same lock twice in one function: it waits for itself.
#include <linux/spinlock.h>

struct box {
    spinlock_t lock;
    int items;
};

void box_move(struct box *box)
{
    spin_lock(&box->lock);
    box->items--;
    spin_lock(&box->lock);
    //        ^^^^^^^^^^ recursive-lock: &box->lock is taken while it is held already, since spin_lock()
    box->items++;
    spin_unlock(&box->lock);
    spin_unlock(&box->lock);
}
