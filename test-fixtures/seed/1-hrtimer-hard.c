// The same object from a hard hrtimer: masking softirqs is wrong there, and no help against it elsewhere.
#include <linux/hrtimer.h>
#include <linux/kthread.h>
#include <linux/spinlock.h>

struct flow_meter {
    spinlock_t lock;
    struct hrtimer tick;
    unsigned int dead;
};

static struct flow_meter meter;

static enum hrtimer_restart meter_tick(struct hrtimer *timer)
{   // ctx: hardirq
    struct flow_meter *m = container_of(timer, struct flow_meter, tick);

    spin_lock_bh(&m->lock);
    //           ^^^^^^^^ bh-lock-in-hardirq: …
    //           ~~~~~~~~ hardirq-unsafe-lock: hardirq
    m->dead = 0;
    spin_unlock_bh(&m->lock);
    return HRTIMER_RESTART;
}

static int meter_thread(void *data)
{   // ctx: process
    spin_lock_bh(&meter.lock);
    //           ^^^^^^^^^^^ hardirq-unsafe-lock: …
    meter.dead++;
    spin_unlock_bh(&meter.lock);
    return 0;
}

int meter_start(void)
{
    spin_lock_init(&meter.lock);
    hrtimer_setup(&meter.tick, meter_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL_HARD);
    hrtimer_start(&meter.tick, ms_to_ktime(10), HRTIMER_MODE_REL_HARD);
    return PTR_ERR_OR_ZERO(kthread_run(meter_thread, NULL, "meter"));
}
