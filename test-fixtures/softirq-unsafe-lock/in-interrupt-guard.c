// The guard stands, but the branches are swapped.
#include <linux/preempt.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(tally_lock);
static int tally;

static void tally_add(int n)
{   // ctx: process|softirq
    if (!in_interrupt()) {
        spin_lock(&tally_lock);
        //        ^^^^^^^^^^^ softirq-unsafe-lock: …
        tally += n;
        spin_unlock(&tally_lock);
        return;
    }
    spin_lock_bh(&tally_lock);
    //           ~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    tally += n;
    spin_unlock_bh(&tally_lock);
}

static void tally_timer(struct timer_list *t)
{   // ctx: softirq
    tally_add(1);
}

static void tally_work(struct work_struct *work)
{   // ctx: process
    tally_add(2);
}

static DEFINE_TIMER(tally_ticker, tally_timer);
static DECLARE_WORK(tally_worker, tally_work);
