// Touching user memory may fault, and a fault may sleep.
#include <linux/fs.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>

struct trace {
    spinlock_t lock;
    char text[64];
};

static ssize_t trace_read(struct file *file, char __user *buf, size_t n, loff_t *pos)
{   // ctx: process
    struct trace *trace = file->private_data;
    ssize_t copied;

    spin_lock_irq(&trace->lock);
    copied = n - copy_to_user(buf, trace->text, n);
    //           ^^^^^^^^^^^^ sleep-in-atomic: …
    spin_unlock_irq(&trace->lock);
    return copied;
}

static const struct file_operations trace_fops = {
    .read = trace_read,
};
