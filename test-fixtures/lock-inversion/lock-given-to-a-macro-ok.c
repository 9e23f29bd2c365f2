// A macro that is given the lock itself, not its address, waits for a condition under it: it is the caller's lock.
#include <linux/sched.h>
#include <linux/spinlock.h>

#define wait_locked(condition, lock)    \
    do {                                \
        while (!(condition)) {          \
            spin_unlock_irq(&lock);     \
            schedule();                 \
            spin_lock_irq(&lock);       \
        }                               \
    } while (0)

#define wait_empty(object) wait_locked((object).jobs == 0, (object).lock)

struct plant {
    spinlock_t lock;
    spinlock_t list_lock;
    int jobs;
};

void plant_drain(struct plant *plant)
{
    spin_lock_irq(&plant->lock);
    wait_empty(*plant);
    spin_lock(&plant->list_lock);
    plant->jobs++;
    spin_unlock(&plant->list_lock);
    spin_unlock_irq(&plant->lock);
}

void plant_restart(struct plant *plant)
{
    spin_lock_irq(&plant->lock);
    wait_locked(plant->jobs > 0, plant->lock);
    spin_unlock_irq(&plant->lock);
}

void plant_close(struct plant *plant)
{
    wait_empty(*plant);
    spin_lock(&plant->list_lock);
    plant->jobs = 0;
    spin_unlock(&plant->list_lock);
    spin_unlock_irq(&plant->lock);
}
