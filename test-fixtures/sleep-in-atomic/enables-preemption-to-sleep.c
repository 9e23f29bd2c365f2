// A slow path is entered with preemption off, and turns it on for as long as it sleeps: once, and not where a lock is held.
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

struct turnstile {
    spinlock_t lock;
    int passed;
};

static void turnstile_wait(struct turnstile *turnstile)
{
    while (!turnstile->passed)
        schedule_preempt_disabled();
//      ~~~~~~~~~~~~~~~~~~~~~~~~~ sleep-in-atomic: any caller: calls schedule_preempt_disabled(), which may sleep
}

void turnstile_pass_twice(struct turnstile *turnstile)
{
    preempt_disable();
    preempt_disable();
    turnstile_wait(turnstile);
//  ^^^^^^^^^^^^^^ sleep-in-atomic: schedule_preempt_disabled() may sleep, and is reached from here with preemption off
    preempt_enable();
    preempt_enable();
}

void turnstile_pass_locked(struct turnstile *turnstile)
{
    spin_lock(&turnstile->lock);
    if (!turnstile->passed)
        schedule_preempt_disabled();
//      ^^^^^^^^^^^^^^^^^^^^^^^^^ sleep-in-atomic: schedule_preempt_disabled() may sleep holding &turnstile->lock
    spin_unlock(&turnstile->lock);
}

void turnstile_pass(struct turnstile *turnstile)
{
    preempt_disable();
    turnstile_wait(turnstile);
    preempt_enable();
}

void turnstile_pass_once(struct turnstile *turnstile)
{
    preempt_disable();
    if (!turnstile->passed)
        schedule_preempt_disabled();
    preempt_enable();
}
