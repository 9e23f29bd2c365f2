// The same shapes with softirqs off.
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct hop {
    struct list_head link;
    spinlock_t lock;
    int cost;
};

static LIST_HEAD(hops);

#define for_each_hop(hop) list_for_each_entry(hop, &hops, link)

static void __maybe_unused hops_age(struct timer_list *t)
{   // ctx: softirq
    struct hop *hop;

    for_each_hop(hop) {
        spin_lock(&hop->lock);
        hop->cost++;
        spin_unlock(&hop->lock);
    }
}

static __always_inline void hop_set(struct hop *hop, int cost)
{
#ifdef CONFIG_HOP_DAMPING
    if (cost > hop->cost) {
#else
    if (cost != hop->cost) {
#endif
        spin_lock_bh(&hop->lock);
        hop->cost = cost;
        spin_unlock_bh(&hop->lock);
    }
}

static void hops_work(struct work_struct *work)
{   // ctx: process
    struct hop *hop;

    for_each_hop(hop)
        hop_set(hop, 1);
}

static DEFINE_TIMER(hops_timer, hops_age);
static DECLARE_WORK(hops_worker, hops_work);
