// A function takes one of many locks and returns it; the pointer to it is kept in a struct, and sleeping comes before the release.
#include <linux/sched.h>
#include <linux/spinlock.h>

struct fault {
    int address;
    spinlock_t *lock;
};

static spinlock_t locks[8];

static spinlock_t *address_lock(int address)
{
    spinlock_t *lock = &locks[address % 8];

    spin_lock(lock);
    return lock;
}

int fault_handle(struct fault *fault)
{
    fault->lock = address_lock(fault->address);
    if (fault->address < 0) {
        spin_unlock(fault->lock);
        return -EINVAL;
    }
    fault->address++;
    cond_resched();
//  ^^^^^^^^^^^^ sleep-in-atomic: cond_resched() may sleep holding lock
    spin_unlock(fault->lock);
    return 0;
}
