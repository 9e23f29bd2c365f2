// Two objects of which nothing is known to be equal.
#include <linux/spinlock.h>

struct account {
    spinlock_t lock;
    struct account *partner;
    long balance;
};

void audit(struct account *account)
{
    struct account *other = account->partner;

    spin_lock(&account->lock);
    spin_lock_nested(&other->lock, 1);
    other->balance = 0;
    spin_unlock(&other->lock);
    spin_unlock(&account->lock);
}
