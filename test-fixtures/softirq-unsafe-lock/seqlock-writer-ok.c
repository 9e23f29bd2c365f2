// The writer in process context masks softirqs; readers retry and take nothing.
#include <linux/seqlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static DEFINE_SEQLOCK(clock_seq);
static u64 ticks;

static void clock_tick(struct timer_list *t)
{   // ctx: softirq
    write_seqlock(&clock_seq);
    ticks++;
    write_sequnlock(&clock_seq);
}

static void clock_set(struct work_struct *work)
{   // ctx: process
    unsigned int seq;
    u64 now;

    do {
        seq = read_seqbegin(&clock_seq);
        now = ticks;
    } while (read_seqretry(&clock_seq, seq));

    write_seqlock_bh(&clock_seq);
    ticks = now + 1;
    write_sequnlock_bh(&clock_seq);
}

static DEFINE_TIMER(clock_timer, clock_tick);
static DECLARE_WORK(clock_setter, clock_set);
