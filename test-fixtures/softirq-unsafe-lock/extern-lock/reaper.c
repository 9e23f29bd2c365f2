// The lock is defined here and declared in a header: it is one lock in every file that uses it.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include "reaper.h"

spinlock_t reap_lock;
static struct timer_list reap_timer;

static void reap_tick(struct timer_list *t)
{   // ctx: softirq
    spin_lock(&reap_lock);
    //        ~~~~~~~~~~ softirq-unsafe-lock: softirq (timer): takes &reap_lock with spin_lock()
    reap_now();
    spin_unlock(&reap_lock);
}

void reap_start(void)
{
    timer_setup(&reap_timer, reap_tick, 0);
    mod_timer(&reap_timer, 100);
}
