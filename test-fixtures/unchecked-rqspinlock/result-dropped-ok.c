// Checked in every way one can.
#include <asm/rqspinlock.h>

struct cell {
    rqspinlock_t lock;
    int value;
};

int cell_set(struct cell *cell, int value)
{
    int err = raw_res_spin_lock(&cell->lock);

    if (err)
        return err;
    cell->value = value;
    raw_res_spin_unlock(&cell->lock);
    return 0;
}

bool cell_clear(struct cell *cell)
{
    unsigned long flags;

    if (WARN_ON_ONCE(raw_res_spin_lock_irqsave(&cell->lock, flags)))
        return false;
    cell->value = 0;
    raw_res_spin_unlock_irqrestore(&cell->lock, flags);
    return true;
}

int cell_lock(struct cell *cell, unsigned long *pflags)
{
    unsigned long flags;
    int ret;

    ret = raw_res_spin_lock_irqsave(&cell->lock, flags);
    if (likely(!ret))
        *pflags = flags;
    return ret;
}

int cell_take(struct cell *cell)
{
    return raw_res_spin_lock(&cell->lock);
}
