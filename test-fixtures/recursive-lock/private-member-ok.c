// Released by the macro for that before the function that takes it again is called.
#include <linux/spinlock.h>

struct level {
    raw_spinlock_t __private lock;
    unsigned long mask;
};

#define lock_level(p) raw_spin_lock(&ACCESS_PRIVATE(p, lock))
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
    if (!level->mask) {
        unlock_level(level);
        level_report(level);
        return;
    }
    unlock_level(level);
}
