// The card is taken off after the mutex; another device, which is not opened with its mutex, under it.
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>

struct sniffer {
    struct miscdevice misc;
    struct list_head link;
    int users;
};

static DEFINE_MUTEX(sniffer_lock);

static int sniffer_open(struct inode *inode, struct file *file)
{
    struct sniffer *sniffer = container_of(file->private_data, struct sniffer, misc);

    mutex_lock(&sniffer_lock);
    sniffer->users++;
    mutex_unlock(&sniffer_lock);
    return 0;
}

static const struct file_operations sniffer_fops = {
    .owner = THIS_MODULE,
    .open = sniffer_open,
};

int sniffer_add(struct sniffer *sniffer)
{
    sniffer->misc.name = "sniffer";
    sniffer->misc.fops = &sniffer_fops;
    return misc_register(&sniffer->misc);
}

void sniffer_remove(struct sniffer *sniffer)
{
    mutex_lock(&sniffer_lock);
    list_del(&sniffer->link);
    mutex_unlock(&sniffer_lock);
    misc_deregister(&sniffer->misc);
}

static DEFINE_MUTEX(dump_lock);

static int dump_open(struct inode *inode, struct file *file)
{
    return 0;
}

static ssize_t dump_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
    mutex_lock(&dump_lock);
    mutex_unlock(&dump_lock);
    return count;
}

static const struct file_operations dump_fops = {
    .owner = THIS_MODULE,
    .open = dump_open,
    .write = dump_write,
};

static struct miscdevice dump_misc = {
    .name = "dump",
    .fops = &dump_fops,
};

int dump_init(void)
{
    return misc_register(&dump_misc);
}

void dump_exit(void)
{
    mutex_lock(&dump_lock);
    misc_deregister(&dump_misc);
    mutex_unlock(&dump_lock);
}
