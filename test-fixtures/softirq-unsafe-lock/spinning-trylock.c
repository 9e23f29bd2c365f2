// Trying until it works is waiting.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(door_lock);
static int visitors;

static void door_timer(struct timer_list *t)
{   // ctx: softirq
    spin_lock(&door_lock);
    //        ~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    visitors = 0;
    spin_unlock(&door_lock);
}

static void door_work(struct work_struct *work)
{   // ctx: process
    while (!spin_trylock(&door_lock))
    //                   ^^^^^^^^^^ softirq-unsafe-lock: …
        cpu_relax();
    visitors++;
    spin_unlock(&door_lock);
}

static DEFINE_TIMER(door_ticker, door_timer);
static DECLARE_WORK(door_worker, door_work);
