// Either list of flags that the timer gives has the one that makes the request asynchronous.
#include <linux/hrtimer.h>
#include <linux/spinlock.h>

#define REQ_ASYNC 1
#define REQ_NOWAIT 2
#define REQ_AUTO 4

struct power {
    spinlock_t lock;
    struct hrtimer timer;
    int automatic, pending;
};

void power_callback(struct power *power);

static int power_suspend(struct power *power, int flags)
{
    if (flags & (REQ_ASYNC | REQ_NOWAIT)) {
        power->pending = 1;
        return -EINPROGRESS;
    }
    spin_unlock_irq(&power->lock);
    power_callback(power);
    spin_lock_irq(&power->lock);
    return 0;
}

static enum hrtimer_restart power_timer(struct hrtimer *timer)
{
    struct power *power = container_of(timer, struct power, timer);
    unsigned long flags;

    spin_lock_irqsave(&power->lock, flags);
    power_suspend(power, power->automatic ? (REQ_ASYNC | REQ_AUTO) : REQ_ASYNC);
    spin_unlock_irqrestore(&power->lock, flags);
    return HRTIMER_NORESTART;
}

void power_init(struct power *power)
{
    hrtimer_setup(&power->timer, power_timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
}
