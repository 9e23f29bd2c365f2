// Whichever of two locks a static key and a member say: it is held already.
#include <linux/jump_label.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

static DEFINE_STATIC_KEY_FALSE(fast_jars);

struct jar {
    spinlock_t spin;
    struct mutex mutex;
    bool fast;
    int olives;
};

static void jar_lock(struct jar *jar)
{
    if (static_branch_unlikely(&fast_jars) && jar->fast)
        spin_lock_bh(&jar->spin);
        //           ~~~~~~~~~~ recursive-lock: process: takes jar->spin again with spin_lock_bh()
    else
        mutex_lock(&jar->mutex);
        //         ~~~~~~~~~~~ recursive-lock: process: takes jar->mutex again with mutex_lock()
}

static void jar_unlock(struct jar *jar)
{
    if (static_branch_unlikely(&fast_jars) && jar->fast)
        spin_unlock_bh(&jar->spin);
    else
        mutex_unlock(&jar->mutex);
}

static void jar_rest(struct jar *jar)
{
    jar_lock(jar);
}

void jar_eat(struct jar *jar)
{
    jar_lock(jar);
    jar->olives--;
    jar_rest(jar);
//  ^^^^^^^^ recursive-lock: jar->mutex is taken by jar_lock() while it is held already, since mutex_lock()
//  ^^^^^^^^ recursive-lock: jar->spin is taken by jar_lock() while it is held already, since spin_lock_bh()
    jar->olives--;
    jar_unlock(jar);
    jar_lock(jar);
    jar->olives--;
    jar_unlock(jar);
}
