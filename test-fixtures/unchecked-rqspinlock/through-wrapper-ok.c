// The caller looks at it.
#include <asm/rqspinlock.h>

struct bucket {
    rqspinlock_t lock;
    int used;
};

static int bucket_lock(struct bucket *b, unsigned long *pflags)
{
    unsigned long flags;
    int ret;

    ret = raw_res_spin_lock_irqsave(&b->lock, flags);
    if (ret)
        return ret;
    *pflags = flags;
    return 0;
}

static void bucket_unlock(struct bucket *b, unsigned long flags)
{
    raw_res_spin_unlock_irqrestore(&b->lock, flags);
}

int bucket_clear(struct bucket *b)
{
    unsigned long flags;
    int ret;

    ret = bucket_lock(b, &flags);
    if (ret)
        return ret;
    b->used = 0;
    bucket_unlock(b, flags);
    return 0;
}
