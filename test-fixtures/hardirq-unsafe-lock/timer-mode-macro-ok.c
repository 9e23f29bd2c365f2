// The driver's name for the mode says that the timer runs in softirq.
#include <linux/hrtimer.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#define MIXER_MODE HRTIMER_MODE_REL_SOFT

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
    mixer->mixed++;
    spin_unlock(&mixer->lock);
    return HRTIMER_NORESTART;
}

static void mixer_work(struct work_struct *work)
{
    struct mixer *mixer = container_of(work, struct mixer, work);

    spin_lock_bh(&mixer->lock);
    mixer->mixed = 0;
    spin_unlock_bh(&mixer->lock);
}

void mixer_init(struct mixer *mixer)
{
    hrtimer_setup(&mixer->timer, mixer_timer, CLOCK_MONOTONIC, MIXER_MODE);
    INIT_WORK(&mixer->work, mixer_work);
}
