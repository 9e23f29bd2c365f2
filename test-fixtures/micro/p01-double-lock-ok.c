// Dropped before it is taken again.
#include <linux/spinlock.h>

struct box {
    spinlock_t lock;
    int items;
};

void box_move(struct box *box)
{
    spin_lock(&box->lock);
    box->items--;
    spin_unlock(&box->lock);
    spin_lock(&box->lock);
    box->items++;
    spin_unlock(&box->lock);
}
