// The wrapper passes the error on; its caller drops it.
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

void bucket_clear(struct bucket *b)
{
    unsigned long flags;

    bucket_lock(b, &flags);
//  ^^^^^^^^^^^ FN unchecked-rqspinlock: the result of a wrapper is not followed
    b->used = 0;
    bucket_unlock(b, flags);
}
