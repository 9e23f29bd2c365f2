// Enabled again before the sleep; migrate_disable() allows it.
#include <linux/bottom_half.h>
#include <linux/delay.h>
#include <linux/preempt.h>
#include <linux/smp.h>

void settle_on_this_cpu(void)
{
    preempt_disable();
    preempt_enable();
    msleep(1);
}

void settle_without_softirqs(void)
{
    local_bh_disable();
    local_bh_enable();
    msleep(1);
}

void settle_pinned(void)
{
    migrate_disable();
    msleep(1);
    migrate_enable();
}
