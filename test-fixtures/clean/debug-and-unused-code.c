// Code that no entry point reaches proves nothing.
#include <linux/spinlock.h>
#include <linux/timer.h>

static DEFINE_SPINLOCK(dump_lock);
static int dumps;

static void dump_timer(struct timer_list *t)
{   // ctx: softirq
    spin_lock(&dump_lock);
    dumps++;
    spin_unlock(&dump_lock);
}

static DEFINE_TIMER(dump_ticker, dump_timer);

void dump_show(void)
{   // ctx: none
    spin_lock(&dump_lock);
    report(dumps);
    spin_unlock(&dump_lock);
}
EXPORT_SYMBOL_GPL(dump_show);
