// A seqlock's writers exclude each other with a spinlock.
#include <linux/seqlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static DEFINE_SEQLOCK(clock_seq);
static u64 ticks;

static void clock_tick(struct timer_list *t)
{   // ctx: softirq
    write_seqlock(&clock_seq);
    //            ~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    ticks++;
    write_sequnlock(&clock_seq);
}

static void clock_set(struct work_struct *work)
{   // ctx: process
    write_seqlock(&clock_seq);
    //            ^^^^^^^^^^ softirq-unsafe-lock: …
    ticks = 0;
    write_sequnlock(&clock_seq);
}

static DEFINE_TIMER(clock_timer, clock_tick);
static DECLARE_WORK(clock_setter, clock_set);
