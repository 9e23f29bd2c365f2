// A reason in a comment silences the next line.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(odd_lock);

static void odd_timer(struct timer_list *t)
{
    spin_lock(&odd_lock);
    spin_unlock(&odd_lock);
}

static void odd_work(struct work_struct *work)
{
    // lockctx-ignore softirq-unsafe-lock: the timer is armed by this very work item, at its end
    spin_lock(&odd_lock);
    spin_unlock(&odd_lock);
}

static DEFINE_TIMER(odd_ticker, odd_timer);
static DECLARE_WORK(odd_worker, odd_work);
