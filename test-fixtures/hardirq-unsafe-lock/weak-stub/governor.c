#include <linux/kthread.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(governor_lock);
static int governor_level;

void alarm_notify(int level)
{   // ctx: hardirq
    spin_lock(&governor_lock);
    //        ~~~~~~~~~~~~~~ hardirq-unsafe-lock: hardirq: takes &governor_lock with spin_lock()
    governor_level = level;
    spin_unlock(&governor_lock);
}

static int governor_reset(void *data)
{   // ctx: process
    spin_lock(&governor_lock);
    //        ^^^^^^^^^^^^^^ hardirq-unsafe-lock: governor_lock is taken here with hardirqs on (spin_lock), and in hardirq by alarm_notify()
    governor_level = 0;
    spin_unlock(&governor_lock);
    return 0;
}

void governor_start(void)
{
    kthread_run(governor_reset, NULL, "governor");
}
