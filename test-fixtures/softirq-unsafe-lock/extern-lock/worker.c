#include <linux/kthread.h>
#include <linux/spinlock.h>
#include "reaper.h"

static int work(void *data)
{
    spin_lock(&reap_lock);
    //        ^^^^^^^^^^ softirq-unsafe-lock: reap_lock is taken here with softirqs on (spin_lock), and in softirq (timer) by reap_tick()
    reap_now();
    spin_unlock(&reap_lock);
    return 0;
}

void work_start(void)
{
    kthread_run(work, NULL, "work");
}
