// Both paths use the pair.
#include <linux/spinlock.h>

struct table {
    spinlock_t lock;
    int used, size;
};

int table_insert(struct table *table)
{
    unsigned long flags;

    spin_lock_irqsave(&table->lock, flags);
    if (table->used == table->size)
        goto full;
    table->used++;
    spin_unlock_irqrestore(&table->lock, flags);
    return 0;

full:
    spin_unlock_irqrestore(&table->lock, flags);
    return -ENOSPC;
}
