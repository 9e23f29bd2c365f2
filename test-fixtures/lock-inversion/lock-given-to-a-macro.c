// Macros that are given the lock itself, not its address, take the caller's lock.
#include <linux/spinlock.h>

#define take(lock) spin_lock(&lock)
//                           ~~~~~ lock-inversion: any caller: takes plant->lock with spin_lock()
#define give(lock) spin_unlock(&lock)
#define take_in(object) take((object).lock)

struct plant {
    spinlock_t lock;
    spinlock_t list_lock;
    int jobs;
};

void plant_drain(struct plant *plant)
{
    take_in(*plant);
    spin_lock(&plant->list_lock);
    //        ~~~~~~~~~~~~~~~~~ lock-inversion: any caller: takes &plant->list_lock with spin_lock()
    plant->jobs++;
    spin_unlock(&plant->list_lock);
    give(plant->lock);
}

void plant_list(struct plant *plant)
{
    spin_lock(&plant->list_lock);
    take(plant->lock);
//  ^^^^ lock-inversion: struct plant.lock is taken while struct plant.list_lock is held, and in plant_drain() the other way round
    plant->jobs--;
    spin_unlock(&plant->lock);
    spin_unlock(&plant->list_lock);
}
