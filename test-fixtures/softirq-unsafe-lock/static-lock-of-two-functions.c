// The timer takes the very lock that the file takes with softirqs on: it stands outside of both functions.
#include <linux/fs.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

static DEFINE_SPINLOCK(lock);
static int opened, ticks;

static void counter_tick(struct timer_list *t)
{
    spin_lock(&lock);
    //        ~~~~~ softirq-unsafe-lock: softirq (timer): takes &lock with spin_lock()
    ticks++;
    spin_unlock(&lock);
}

static int counter_open(struct inode *inode, struct file *file)
{
    spin_lock(&lock);
    //        ^^^^^ softirq-unsafe-lock: lock is taken here with softirqs on (spin_lock), and in softirq (timer) by counter_tick()
    opened++;
    spin_unlock(&lock);
    return 0;
}

static const struct file_operations counter_fops = {
    .open = counter_open,
};

static DEFINE_TIMER(counter_timer, counter_tick);
