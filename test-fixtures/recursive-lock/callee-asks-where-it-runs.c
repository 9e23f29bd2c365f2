// It asks the wrong way round.
#include <linux/spinlock.h>

struct shelf {
    spinlock_t lock;
    int jars;
};

static void shelf_put(struct shelf *shelf)
{
    if (!irqs_disabled()) {
        shelf->jars++;
        return;
    }
    spin_lock(&shelf->lock);
    //        ~~~~~~~~~~~~ recursive-lock: any caller: takes shelf->lock again with spin_lock()
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
//  ^^^^^^^^^^ recursive-lock: shelf->lock is taken by shelf_put() while it is held already, since spin_lock_irqsave()
    spin_unlock_irqrestore(&shelf->lock, flags);
}
