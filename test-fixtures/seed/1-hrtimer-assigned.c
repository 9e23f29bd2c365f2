// The mode and the callback as kernels before hrtimer_setup() spell them.
#include <linux/hrtimer.h>
#include <linux/kthread.h>
#include <linux/spinlock.h>

struct pacer {
    spinlock_t hard_lock;
    spinlock_t soft_lock;
    struct hrtimer hard;
    struct hrtimer soft;
    int budget;
};

static struct pacer pacer;

static enum hrtimer_restart pacer_hard(struct hrtimer *timer)
{   // ctx: hardirq
    spin_lock(&pacer.hard_lock);
    //        ~~~~~~~~~~~~~~~~ hardirq-unsafe-lock: hardirq
    pacer.budget = 10;
    spin_unlock(&pacer.hard_lock);
    return HRTIMER_NORESTART;
}

static enum hrtimer_restart pacer_soft(struct hrtimer *timer)
{   // ctx: softirq
    spin_lock(&pacer.soft_lock);
    pacer.budget = 5;
    spin_unlock(&pacer.soft_lock);
    return HRTIMER_NORESTART;
}

static void pacer_init_hard(void)
{
    hrtimer_init(&pacer.hard, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
    pacer.hard.function = pacer_hard;
}

static void pacer_init_soft(void)
{
    hrtimer_init(&pacer.soft, CLOCK_MONOTONIC, HRTIMER_MODE_ABS_SOFT);
    pacer.soft.function = pacer_soft;
}

static int pacer_thread(void *data)
{   // ctx: process
    spin_lock_bh(&pacer.hard_lock);
    //           ^^^^^^^^^^^^^^^^ hardirq-unsafe-lock: …
    pacer.budget--;
    spin_unlock_bh(&pacer.hard_lock);

    spin_lock_bh(&pacer.soft_lock);
    pacer.budget--;
    spin_unlock_bh(&pacer.soft_lock);
    return 0;
}

int pacer_start(void)
{
    pacer_init_hard();
    pacer_init_soft();
    return PTR_ERR_OR_ZERO(kthread_run(pacer_thread, NULL, "pacer"));
}
