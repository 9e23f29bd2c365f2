// Where a static key and a member together say that the lock is taken, it is held already.
#include <linux/jump_label.h>
#include <linux/spinlock.h>

static DEFINE_STATIC_KEY_FALSE(fast_jars);

struct jar {
    spinlock_t spin;
    bool fast;
    int olives;
};

static void jar_lock(struct jar *jar)
{
    if (static_branch_unlikely(&fast_jars) && jar->fast)
        spin_lock_bh(&jar->spin);
        //           ~~~~~~~~~~ recursive-lock: any caller: takes jar->spin again with spin_lock_bh()
}

static void jar_unlock(struct jar *jar)
{
    if (static_branch_unlikely(&fast_jars) && jar->fast)
        spin_unlock_bh(&jar->spin);
}

static void jar_rest(struct jar *jar)
{
    jar_lock(jar);
    jar->olives++;
}

void jar_eat(struct jar *jar)
{
    jar_lock(jar);
    jar->olives--;
    jar_rest(jar);
//  ^^^^^^^^ recursive-lock: jar->spin is taken by jar_lock() while it is held already, since spin_lock_bh()
    jar->olives--;
    jar_unlock(jar);
}
