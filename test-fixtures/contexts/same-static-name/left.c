// Two files, two functions of one name, two contexts.
#include <linux/timer.h>

static void tick(void)
{   // ctx: softirq
}

static void left_timer(struct timer_list *t)
{   // ctx: softirq
    tick();
}

static DEFINE_TIMER(left_ticker, left_timer);
