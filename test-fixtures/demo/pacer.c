/*
 * A packet pacer. Its hrtimer is a hard one, so it runs in hardirq.
 *
 * spin_lock_bh() masks softirqs. That is wrong inside the timer, and it does not keep the timer away from the ioctl.
 */
#include <linux/fs.h>
#include <linux/hrtimer.h>
#include <linux/module.h>
#include <linux/spinlock.h>

struct pacer {
    spinlock_t lock;
    struct hrtimer timer;
    u64 credit;
};

static struct pacer pacer;

static enum hrtimer_restart pacer_tick(struct hrtimer *timer)
{   // ctx: hardirq
    struct pacer *p = container_of(timer, struct pacer, timer);

    spin_lock_bh(&p->lock);
    //           ~~~~~~~~ hardirq-unsafe-lock: hardirq: takes &p->lock with spin_lock_bh()
    //           ^^^^^^^^ bh-lock-in-hardirq: spin_lock_bh() runs in hardirq context: unmasking softirqs there runs them with hardirqs off
    p->credit += 1500;
    spin_unlock_bh(&p->lock);
    hrtimer_forward_now(timer, us_to_ktime(100));
    return HRTIMER_RESTART;
}

static long pacer_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{   // ctx: process
    spin_lock_bh(&pacer.lock);
    //           ^^^^^^^^^^^ hardirq-unsafe-lock: struct pacer.lock is taken here with hardirqs on (spin_lock_bh), and in hardirq by pacer_tick()
    pacer.credit = arg;
    spin_unlock_bh(&pacer.lock);
    return 0;
}

static const struct file_operations pacer_fops = {
    .owner = THIS_MODULE,
    .unlocked_ioctl = pacer_ioctl,
};

static int __init pacer_init(void)
{
    spin_lock_init(&pacer.lock);
    hrtimer_setup(&pacer.timer, pacer_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
    hrtimer_start(&pacer.timer, us_to_ktime(100), HRTIMER_MODE_REL_HARD);
    return register_chrdev(0, "pacer", &pacer_fops);
}
module_init(pacer_init);
