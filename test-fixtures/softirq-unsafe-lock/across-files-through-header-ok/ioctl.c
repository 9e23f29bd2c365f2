#include <linux/fs.h>
#include "stats.h"

static long link_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{   // ctx: process
    stats_add(&link_stats, arg);
    return 0;
}

static const struct file_operations link_fops = {
    .unlocked_ioctl = link_ioctl,
};
