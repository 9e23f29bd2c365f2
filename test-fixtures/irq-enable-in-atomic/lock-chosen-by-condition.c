// Which lock is a matter of a condition; that it enables interrupts is not.
#include <linux/fs.h>
#include <linux/spinlock.h>

struct ib_dev {
    spinlock_t lock;
    int conns;
};

static DEFINE_SPINLOCK(table_lock);
static DEFINE_SPINLOCK(orphans_lock);

static void conn_free(struct ib_dev *dev)
{
    spinlock_t *lock = dev ? &dev->lock : &orphans_lock;

    spin_lock_irq(lock);
    forget_conn(dev);
    spin_unlock_irq(lock);
    //              ^^^^ irq-enable-in-atomic: …
}

static long table_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{   // ctx: process
    unsigned long flags;

    spin_lock_irqsave(&table_lock, flags);
    if (cmd)
        conn_free(file->private_data);
    spin_unlock_irqrestore(&table_lock, flags);
    return 0;
}

static const struct file_operations table_fops = {
    .unlocked_ioctl = table_ioctl,
};
