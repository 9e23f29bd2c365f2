// Only without a head does it sleep, and it says so; a flag in the walk permits to sleep.
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#define WALK_SLEEP 1

struct item {
    spinlock_t lock;
    struct rcu_head rcu;
};

struct walk {
    int flags;
    int left;
};

static void free_later(struct rcu_head *head, void *object)
{
    if (!head)
        might_sleep();
    if (head && enqueue_object(head, object))
        return;
    synchronize_rcu();
    kfree(object);
}

void item_drop(struct item *owner, struct item *item)
{
    spin_lock(&owner->lock);
    free_later(&item->rcu, item);
    spin_unlock(&owner->lock);
}

static void walk_next(struct walk *walk)
{
    if (walk->flags & WALK_SLEEP)
        cond_resched();
    walk->left--;
}

static int walk_all(struct skcipher_request *request)
{
    struct walk *walk = skcipher_request_ctx(request);

    while (walk->left)
        walk_next(walk);
    return 0;
}

static struct skcipher_alg walk_alg = {
    .encrypt = walk_all,
};
