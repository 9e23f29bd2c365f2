// Two kthreads, a work item and a file: nobody interrupts anybody.
#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(inbox_lock);
static int inbox;

static int reader(void *data)
{   // ctx: process
    spin_lock(&inbox_lock);
    inbox--;
    spin_unlock(&inbox_lock);
    return 0;
}

static void inbox_trim(struct work_struct *work)
{   // ctx: process
    spin_lock(&inbox_lock);
    inbox = 0;
    spin_unlock(&inbox_lock);
}

static ssize_t inbox_write(struct file *file, const char __user *buf, size_t n, loff_t *pos)
{   // ctx: process
    spin_lock(&inbox_lock);
    inbox++;
    spin_unlock(&inbox_lock);
    return n;
}

static const struct file_operations inbox_fops = {
    .write = inbox_write,
};

static DECLARE_DELAYED_WORK(inbox_trimmer, inbox_trim);

void inbox_start(void)
{
    kthread_run(reader, NULL, "reader");
    schedule_delayed_work(&inbox_trimmer, HZ);
}
