// Sleeping with preemption, softirqs or hardirqs off, without any lock.
#include <linux/bottom_half.h>
#include <linux/delay.h>
#include <linux/preempt.h>
#include <linux/smp.h>

void settle_on_this_cpu(void)
{
    preempt_disable();
    msleep(1);
//  ^^^^^^ sleep-in-atomic: …
    preempt_enable();
}

void settle_without_softirqs(void)
{
    local_bh_disable();
    msleep(1);
//  ^^^^^^ sleep-in-atomic: …
    local_bh_enable();
}

void settle_without_interrupts(void)
{
    unsigned long flags;

    local_irq_save(flags);
    msleep(1);
//  ^^^^^^ sleep-in-atomic: …
    local_irq_restore(flags);
}

int settle_pinned(void)
{
    int cpu = get_cpu();

    msleep(1);
//  ^^^^^^ sleep-in-atomic: …
    put_cpu();
    return cpu;
}
