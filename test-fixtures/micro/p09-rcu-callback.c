// RCU callbacks run in softirq.
#include <linux/kthread.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct node {
    struct rcu_head rcu;
};

static DEFINE_SPINLOCK(count_lock);
static int live_nodes;

static void node_free(struct rcu_head *head)
{   // ctx: softirq
    spin_lock(&count_lock);
    //        ~~~~~~~~~~~ softirq-unsafe-lock: softirq (rcu): takes &count_lock with spin_lock()
    live_nodes--;
    spin_unlock(&count_lock);
    kfree(container_of(head, struct node, rcu));
}

void node_drop(struct node *node)
{
    call_rcu(&node->rcu, node_free);
}

static int census(void *unused)
{   // ctx: process
    spin_lock(&count_lock);
    //        ^^^^^^^^^^^ softirq-unsafe-lock: count_lock is taken here with softirqs on (spin_lock), and in softirq (rcu) by node_free()
    live_nodes = 0;
    spin_unlock(&count_lock);
    return 0;
}

int census_start(void)
{
    return PTR_ERR_OR_ZERO(kthread_run(census, NULL, "census"));
}
