// The caller releases as the wrapper took.
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
    spin_unlock_irq(&trunk->lock);
}
