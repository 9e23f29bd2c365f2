// The caller gives no head; no flag is asked.
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

struct item {
    spinlock_t lock;
    struct rcu_head rcu;
};

struct walk {
    int left;
};

static void free_later(struct rcu_head *head, void *object)
{
    if (!head)
        might_sleep();
//      ~~~~~~~~~~~ sleep-in-atomic: any caller: calls might_sleep(), which may sleep
    if (head && enqueue_object(head, object))
        return;
    synchronize_rcu();
    kfree(object);
}

void item_drop(struct item *owner, struct item *item)
{
    spin_lock(&owner->lock);
    free_later(NULL, item);
//  ^^^^^^^^^^ sleep-in-atomic: might_sleep() may sleep, and is reached from here holding &owner->lock
    spin_unlock(&owner->lock);
}

static int walk_all(struct skcipher_request *request)
{
    struct walk *walk = skcipher_request_ctx(request);

    while (walk->left--)
        cond_resched();
//      ^^^^^^^^^^^^ sleep-in-atomic: cond_resched() may sleep, and is reached in softirq context from walk_all() (struct skcipher_alg.encrypt)
    return 0;
}

static struct skcipher_alg walk_alg = {
    .encrypt = walk_all,
};
