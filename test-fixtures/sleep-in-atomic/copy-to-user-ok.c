// Copied aside under the lock, to the user after it.
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
    char copy[64];

    spin_lock_irq(&trace->lock);
    memcpy(copy, trace->text, sizeof(copy));
    spin_unlock_irq(&trace->lock);
    return n - copy_to_user(buf, copy, n);
}

static const struct file_operations trace_fops = {
    .read = trace_read,
};
