// Two arms of a conditional are alternatives, whatever they declare first.
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

struct vec {
    spinlock_t lock;
    struct vec *parent;
    int live;
};

static void vec_lock_irq(struct vec *vec)
{
    spin_lock_irq(&vec->lock);
}

static struct vec *vec_lock_live_irq(struct vec *vec)
{
#ifdef CONFIG_VEC_GROUPS
    struct vec *parent = vec->parent;

    rcu_read_lock();
    while (parent && !vec->live)
        vec = parent;
    spin_lock_irq(&vec->lock);
    rcu_read_unlock();
#else
    vec_lock_irq(vec);
#endif
    return vec;
}

void vec_count(struct vec *vec)
{
    vec = vec_lock_live_irq(vec);
    vec->live++;
    spin_unlock_irq(&vec->lock);
}
