// call_srcu() callbacks run in a work item: no softirq, and softirqs are off.
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/workqueue.h>

DEFINE_STATIC_SRCU(hooks_srcu);
static DEFINE_SPINLOCK(hooks_lock);
static int hooks;

struct hook {
    struct rcu_head rcu;
};

static void hook_free(struct rcu_head *head)
{   // ctx: process
    spin_lock(&hooks_lock);
    hooks--;
    spin_unlock(&hooks_lock);
    kfree(container_of(head, struct hook, rcu));
}

void hook_drop(struct hook *hook)
{
    call_srcu(&hooks_srcu, &hook->rcu, hook_free);
}

static void hooks_count(struct work_struct *work)
{   // ctx: process
    spin_lock(&hooks_lock);
    hooks = 0;
    spin_unlock(&hooks_lock);
}

static DECLARE_WORK(hooks_work, hooks_count);
