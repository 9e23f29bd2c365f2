// Two calls down it is asked whether interrupts are off, as they are where the lock is held.
#include <linux/spinlock.h>

struct shelf {
    spinlock_t lock;
    int jars;
};

static void shelf_put(struct shelf *shelf)
{
    if (irqs_disabled()) {
        shelf->jars++;
        return;
    }
    spin_lock(&shelf->lock);
    shelf->jars++;
    spin_unlock(&shelf->lock);
}

static void shelf_fill(struct shelf *shelf)
{
    shelf_put(shelf);
}

void shelf_restock(struct shelf *shelf)
{
    unsigned long flags;

    spin_lock_irqsave(&shelf->lock, flags);
    shelf_fill(shelf);
    spin_unlock_irqrestore(&shelf->lock, flags);
}
