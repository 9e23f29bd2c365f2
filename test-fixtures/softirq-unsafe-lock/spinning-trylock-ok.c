// A trylock that works holds the lock as any other acquisition does: softirqs have to be off.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(door_lock);
static int visitors;

static void door_timer(struct timer_list *t)
{   // ctx: softirq
    spin_lock(&door_lock);
    visitors = 0;
    spin_unlock(&door_lock);
}

static void door_work(struct work_struct *work)
{   // ctx: process
    if (!spin_trylock_bh(&door_lock))
        return;
    visitors++;
    spin_unlock_bh(&door_lock);
}

static DEFINE_TIMER(door_ticker, door_timer);
static DECLARE_WORK(door_worker, door_work);
