// A static key and a member together say which of two locks is meant; both are asked again for the release.
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
    else
        mutex_lock(&jar->mutex);
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
    jar_unlock(jar);
    jar_lock(jar);
}

void jar_eat(struct jar *jar)
{
    jar_lock(jar);
    jar->olives--;
    jar_rest(jar);
    jar->olives--;
    jar_unlock(jar);
    jar_lock(jar);
    jar->olives--;
    jar_unlock(jar);
}

static void jar_count(struct jar *jar)
{
    if (IS_ENABLED(CONFIG_JAR_COUNTS))
        spin_lock(&jar->spin);
    jar->olives++;
    if (IS_ENABLED(CONFIG_JAR_COUNTS))
        spin_unlock(&jar->spin);
}

void jar_fill(struct jar *jar)
{
    jar_count(jar);
    jar_count(jar);
}
