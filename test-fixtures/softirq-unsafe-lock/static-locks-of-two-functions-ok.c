// Two functions each define a static lock of one name: the timer takes its own.
#include <linux/fs.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

static int opened, ticks;

static void counter_tick(struct timer_list *t)
{
    static DEFINE_SPINLOCK(lock);

    spin_lock(&lock);
    ticks++;
    spin_unlock(&lock);
}

static int counter_open(struct inode *inode, struct file *file)
{
    static DEFINE_SPINLOCK(lock);

    spin_lock(&lock);
    opened++;
    spin_unlock(&lock);
    return 0;
}

static const struct file_operations counter_fops = {
    .open = counter_open,
};

static DEFINE_TIMER(counter_timer, counter_tick);
