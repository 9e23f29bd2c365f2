// Two names, one object.
#include <linux/spinlock.h>

struct account {
    spinlock_t lock;
    long balance;
};

void audit(struct account *account)
{
    struct account *same = account;

    spin_lock(&account->lock);
    spin_lock(&same->lock);
    //        ^^^^^^^^^^^ recursive-lock: …
    same->balance = 0;
    spin_unlock(&same->lock);
    spin_unlock(&account->lock);
}
