// The lock is a private member, reached by macros of its own for each operation.
#include <linux/spinlock.h>

struct level {
    raw_spinlock_t __private lock;
    unsigned long mask;
};

#define lock_level(p) raw_spin_lock(&ACCESS_PRIVATE(p, lock))
//                                  ~~~~~~~~~~~~~~~~~~~~~~~~ recursive-lock: any caller: takes level->lock again with raw_spin_lock()
#define unlock_level(p) raw_spin_unlock(&ACCESS_PRIVATE(p, lock))

static void level_report(struct level *level)
{
    lock_level(level);
    level->mask = 0;
    unlock_level(level);
}

void level_quiet(struct level *level)
{
    lock_level(level);
    if (!level->mask)
        level_report(level);
//      ^^^^^^^^^^^^ recursive-lock: level->lock is taken by lock_level() while it is held already, since raw_spin_lock()
    unlock_level(level);
}
