// Both sides use guards.
#include <linux/cleanup.h>
#include <linux/hrtimer.h>
#include <linux/spinlock.h>

struct pulse {
    spinlock_t lock;
    struct hrtimer timer;
    int level;
};

static enum hrtimer_restart pulse_edge(struct hrtimer *timer)
{   // ctx: hardirq
    struct pulse *pulse = container_of(timer, struct pulse, timer);

    guard(spinlock)(&pulse->lock);
    //              ~~~~~~~~~~~~ sync-wait-deadlock: hardirq
    pulse->level ^= 1;
    return HRTIMER_RESTART;
}

void pulse_init(struct pulse *pulse)
{
    hrtimer_setup(&pulse->timer, pulse_edge, CLOCK_REALTIME, HRTIMER_MODE_ABS);
}

void pulse_enable(struct pulse *pulse, bool on)
{
    guard(spinlock_irqsave)(&pulse->lock);
    if (!on)
        hrtimer_cancel(&pulse->timer);
        //             ^^^^^^^^^^^^^ sync-wait-deadlock: …
    pulse->level = 0;
}
