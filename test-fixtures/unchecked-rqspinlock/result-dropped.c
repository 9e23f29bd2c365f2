// The result is stored and never looked at, or not even stored.
#include <asm/rqspinlock.h>

struct cell {
    rqspinlock_t lock;
    int value;
};

void cell_set(struct cell *cell, int value)
{
    raw_res_spin_lock(&cell->lock);
    //                ^^^^^^^^^^^ unchecked-rqspinlock: …
    cell->value = value;
    raw_res_spin_unlock(&cell->lock);
}

int cell_add(struct cell *cell, int n)
{
    unsigned long flags;
    int err;

    err = raw_res_spin_lock_irqsave(&cell->lock, flags);
    //                              ^^^^^^^^^^^ FN unchecked-rqspinlock: the result is looked at, if only by the caller
    cell->value += n;
    raw_res_spin_unlock_irqrestore(&cell->lock, flags);
    return err;
}
