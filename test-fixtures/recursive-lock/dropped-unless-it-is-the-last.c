// refcount_dec_not_one() leaves the last reference to whoever goes on, and takes the lock: seldom somebody who holds it.
#include <linux/refcount.h>
#include <linux/spinlock.h>

struct badge {
    refcount_t refs;
    struct list_head link;
};

static DEFINE_SPINLOCK(badges);

static void badge_put(struct badge *badge)
{
    unsigned long flags;

    if (refcount_dec_not_one(&badge->refs))
        return;
    spin_lock_irqsave(&badges, flags);
    //                ~~~~~~~ recursive-lock: any caller: takes &badges again with spin_lock_irqsave()
    list_del(&badge->link);
    spin_unlock_irqrestore(&badges, flags);
}

void badge_return(struct badge *badge)
{
    spin_lock_irq(&badges);
    badge_put(badge);
//  ^^^^^^^^^ recursive-lock: &badges is taken by badge_put() while it is held already, since spin_lock_irq()
    spin_unlock_irq(&badges);
}
