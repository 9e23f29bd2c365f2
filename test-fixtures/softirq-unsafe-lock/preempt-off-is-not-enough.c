// Disabling preemption keeps tasks away, not softirqs.
#include <linux/preempt.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(ring_lock);
static int ring;

static void ring_timer(struct timer_list *t)
{   // ctx: softirq
    spin_lock(&ring_lock);
    //        ~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    ring--;
    spin_unlock(&ring_lock);
}

static void ring_work(struct work_struct *work)
{   // ctx: process
    preempt_disable();
    rcu_read_lock();
    spin_lock(&ring_lock);
    //        ^^^^^^^^^^ softirq-unsafe-lock: …
    ring++;
    spin_unlock(&ring_lock);
    rcu_read_unlock();
    preempt_enable();
}

static DEFINE_TIMER(ring_ticker, ring_timer);
static DECLARE_WORK(ring_worker, ring_work);
