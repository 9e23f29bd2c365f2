// Every way out goes through the unlock.
#include <linux/spinlock.h>
#include <linux/errno.h>

struct ledger {
    spinlock_t lock;
    int total;
    int limit;
};

int ledger_add(struct ledger *ledger, int amount)
{
    int err = 0;

    spin_lock(&ledger->lock);
    if (ledger->total + amount > ledger->limit) {
        err = -ENOSPC;
        goto out;
    }
    ledger->total += amount;
out:
    spin_unlock(&ledger->lock);
    return err;
}
