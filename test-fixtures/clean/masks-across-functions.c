// Functions that mask for their caller, and callers that know.
#include <linux/bottom_half.h>
#include <linux/irqflags.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(beat_lock);
static int beats;

static void quiet_begin(void)
{
    local_bh_disable();
}

static void quiet_end(void)
{
    local_bh_enable();
}

static unsigned long silent_begin(void)
{
    unsigned long flags;

    local_irq_save(flags);
    return flags;
}

static void silent_end(unsigned long flags)
{
    local_irq_restore(flags);
}

static void beat_add(int n)
{
    spin_lock(&beat_lock);
    beats += n;
    spin_unlock(&beat_lock);
}

static void beat_timer(struct timer_list *t)
{   // ctx: softirq
    beat_add(1);
}

static void beat_work(struct work_struct *work)
{   // ctx: process
    unsigned long flags;

    quiet_begin();
    beat_add(2);
    quiet_end();

    flags = silent_begin();
    beat_add(3);
    silent_end(flags);
}

static DEFINE_TIMER(beat_ticker, beat_timer);
static DECLARE_WORK(beat_worker, beat_work);
