// Guards are acquisitions, in both of their forms.
#include <linux/cleanup.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct quota {
    spinlock_t lock;
    struct timer_list refill;
    struct work_struct spend;
    struct work_struct audit;
    int left;
};

static void quota_refill(struct timer_list *t)
{   // ctx: softirq
    struct quota *quota = from_timer(quota, t, refill);

    guard(spinlock)(&quota->lock);
    //              ~~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    quota->left = 100;
}

static void quota_spend(struct work_struct *work)
{   // ctx: process
    struct quota *quota = container_of(work, struct quota, spend);

    guard(spinlock)(&quota->lock);
    //              ^^^^^^^^^^^^ softirq-unsafe-lock: …
    if (!quota->left)
        return;
    quota->left--;
}

static void quota_audit(struct work_struct *work)
{   // ctx: process
    struct quota *quota = container_of(work, struct quota, audit);

    scoped_guard(spinlock, &quota->lock) {
    //                     ^^^^^^^^^^^^ softirq-unsafe-lock: …
        if (quota->left < 0)
            quota->left = 0;
    }
}

void quota_init(struct quota *quota)
{
    timer_setup(&quota->refill, quota_refill, 0);
    INIT_WORK(&quota->spend, quota_spend);
    INIT_WORK(&quota->audit, quota_audit);
}
