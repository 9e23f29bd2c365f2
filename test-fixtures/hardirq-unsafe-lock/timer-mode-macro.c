// The driver's name for the mode says nothing of softirq: the timer runs in hardirq.
#include <linux/hrtimer.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#define MIXER_MODE HRTIMER_MODE_REL

struct mixer {
    spinlock_t lock;
    struct hrtimer timer;
    struct work_struct work;
    int mixed;
};

static enum hrtimer_restart mixer_timer(struct hrtimer *timer)
{
    struct mixer *mixer = container_of(timer, struct mixer, timer);

    spin_lock(&mixer->lock);
    //        ~~~~~~~~~~~~ hardirq-unsafe-lock: hardirq: takes &mixer->lock with spin_lock()
    mixer->mixed++;
    spin_unlock(&mixer->lock);
    return HRTIMER_NORESTART;
}

static void mixer_work(struct work_struct *work)
{
    struct mixer *mixer = container_of(work, struct mixer, work);

    spin_lock_bh(&mixer->lock);
    //           ^^^^^^^^^^^^ hardirq-unsafe-lock: struct mixer.lock is taken here with hardirqs on (spin_lock_bh), and in hardirq by mixer_timer()
    mixer->mixed = 0;
    spin_unlock_bh(&mixer->lock);
}

void mixer_init(struct mixer *mixer)
{
    hrtimer_setup(&mixer->timer, mixer_timer, CLOCK_MONOTONIC, MIXER_MODE);
    INIT_WORK(&mixer->work, mixer_work);
}
