// An error path forgets the unlock.
#include <linux/spinlock.h>
#include <linux/errno.h>

struct ledger {
    spinlock_t lock;
    int total;
    int limit;
};

int ledger_add(struct ledger *ledger, int amount)
{
    spin_lock(&ledger->lock);
    if (ledger->total + amount > ledger->limit)
        return -ENOSPC;
//      ^^^^^^^^^^^^^^^ lock-leak: this path returns with &ledger->lock held; the other paths release it
    ledger->total += amount;
    spin_unlock(&ledger->lock);
    return 0;
}
