/*
 * A flow cache. Readers drop their last reference under RCU; a kernel thread counts what is left over.
 *
 * The callback handed to call_rcu() runs in softirq, two calls above the lock. The thread takes the same lock with softirqs enabled:
 * when the RCU softirq arrives on that CPU at the wrong moment, it spins for a lock whose holder it has interrupted.
 */
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct flow_cache {
    spinlock_t lock;
    unsigned int stale;
};

struct flow {
    struct flow_cache *cache;
    struct rcu_head rcu;
    refcount_t users;
};

static struct flow_cache cache;

static void flow_account(struct flow_cache *c, int change)
{
    spin_lock(&c->lock);
    //        ~~~~~~~~ softirq-unsafe-lock: softirq (rcu): takes &c->lock with spin_lock()
    c->stale += change;
    spin_unlock(&c->lock);
}

static void flow_destroy(struct flow *flow)
{
    flow_account(flow->cache, -1);
    kfree(flow);
}

static void flow_free_rcu(struct rcu_head *head)
{   // ctx: softirq
    flow_destroy(container_of(head, struct flow, rcu));
}

void flow_put(struct flow *flow)
{
    if (refcount_dec_and_test(&flow->users))
        call_rcu(&flow->rcu, flow_free_rcu);
}

static int flow_gc(void *unused)
{   // ctx: process
    while (!kthread_should_stop()) {
        spin_lock(&cache.lock);
        //        ^^^^^^^^^^^ softirq-unsafe-lock: struct flow_cache.lock is taken here with softirqs on (spin_lock), and in softirq (rcu) by flow_account()
        if (cache.stale > 1000)
            pr_info("%u stale flows\n", cache.stale);
        spin_unlock(&cache.lock);
        schedule_timeout_interruptible(HZ);
    }
    return 0;
}

static int __init flow_init(void)
{
    spin_lock_init(&cache.lock);
    return PTR_ERR_OR_ZERO(kthread_run(flow_gc, NULL, "flow_gc"));
}
module_init(flow_init);
