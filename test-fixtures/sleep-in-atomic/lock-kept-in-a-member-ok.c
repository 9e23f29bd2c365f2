// A function takes one of many locks and returns it; the pointer to it is kept in a struct, by which it is released.
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
    spin_unlock(fault->lock);
    cond_resched();
    return 0;
}
