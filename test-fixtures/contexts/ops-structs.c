// Members of ops structs are entered as their subsystem says.
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/irq.h>
#include <linux/netdevice.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <sound/pcm.h>

static int box_open(struct inode *inode, struct file *file)
{   // ctx: process
    return 0;
}

static const struct file_operations box_fops = {
    .open = box_open,
};

static ssize_t box_proc_write(struct file *file, const char __user *buf, size_t n, loff_t *pos)
{   // ctx: process
    return n;
}

static const struct proc_ops box_proc_ops = {
    .proc_write = box_proc_write,
};

static int box_ndo_open(struct net_device *dev)
{   // ctx: process
    return 0;
}

static const struct net_device_ops box_netdev_ops = {
    .ndo_open = box_ndo_open,
};

static ssize_t level_show(struct device *dev, struct device_attribute *attr, char *buf)
{   // ctx: process
    return 0;
}

static ssize_t level_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t n)
{   // ctx: process
    return n;
}
static DEVICE_ATTR_RW(level);

static int totals_show(struct seq_file *seq, void *v)
{   // ctx: process
    return 0;
}
DEFINE_SHOW_ATTRIBUTE(totals);

static int box_prepare(struct snd_pcm_substream *substream)
{   // ctx: process
    return 0;
}

static const struct snd_pcm_ops box_pcm_ops = {
    .prepare = box_prepare,
};
