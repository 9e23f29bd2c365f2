// The wrapper masks interrupts; the caller releases without unmasking them.
#include <linux/spinlock.h>

struct trunk {
    spinlock_t lock;
    int links;
};

static void trunk_lock(struct trunk *trunk)
{
    spin_lock_irq(&trunk->lock);
}

void trunk_add(struct trunk *trunk)
{
    trunk_lock(trunk);
    trunk->links++;
    spin_unlock_bh(&trunk->lock);
    //             ^^^^^^^^^^^^ FN mismatched-unlock: the form in which a callee took the lock is not compared
    //             ^^^^^^^^^^^^ bh-lock-in-hardirq: …
}
