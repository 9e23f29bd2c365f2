// A flag says whether the caller is in softirq; each call site passes a constant.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct mixer {
    spinlock_t lock;
    struct timer_list timer;
    struct work_struct work;
    int gain;
};

static void mixer_set(struct mixer *mixer, int gain, bool atomic)
{
    if (atomic)
        spin_lock(&mixer->lock);
    else
        spin_lock_bh(&mixer->lock);
    mixer->gain = gain;
    if (atomic)
        spin_unlock(&mixer->lock);
    else
        spin_unlock_bh(&mixer->lock);
}

static void mixer_timer(struct timer_list *t)
{   // ctx: softirq
    struct mixer *mixer = from_timer(mixer, t, timer);

    mixer_set(mixer, 1, true);
}

static void mixer_work(struct work_struct *work)
{   // ctx: process
    struct mixer *mixer = container_of(work, struct mixer, work);

    mixer_set(mixer, 2, false);
}

void mixer_init(struct mixer *mixer)
{
    timer_setup(&mixer->timer, mixer_timer, 0);
    INIT_WORK(&mixer->work, mixer_work);
}
