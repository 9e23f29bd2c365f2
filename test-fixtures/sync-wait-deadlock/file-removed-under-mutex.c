// Removing a file of debugfs or sysfs waits for whoever reads or writes it, and these take the mutex.
#include <linux/debugfs.h>
#include <linux/device.h>
#include <linux/mutex.h>

struct meter {
    struct mutex lock;
    struct dentry *dir;
    struct device *dev;
    int level;
    int peak;
};

static int meter_status_show(struct seq_file *file, void *unused)
{
    struct meter *meter = file->private;

    mutex_lock(&meter->lock);
    //         ~~~~~~~~~~~~ sync-wait-deadlock: process: takes &meter->lock with mutex_lock()
    seq_printf(file, "%d", meter->level);
    mutex_unlock(&meter->lock);
    return 0;
}
DEFINE_SHOW_ATTRIBUTE(meter_status);

static ssize_t level_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t count)
{
    struct meter *meter = dev_get_drvdata(dev);

    mutex_lock(&meter->lock);
    //         ~~~~~~~~~~~~ sync-wait-deadlock: process: takes &meter->lock with mutex_lock()
    meter->level = 0;
    mutex_unlock(&meter->lock);
    return count;
}
static DEVICE_ATTR_WO(level);

static ssize_t peak_show(struct device *dev, struct device_attribute *attr, char *buf)
{
    struct meter *meter = dev_get_drvdata(dev);

    return sysfs_emit(buf, "%d", meter->peak);
}
static DEVICE_ATTR_RO(peak);

void meter_hide(struct meter *meter)
{
    mutex_lock(&meter->lock);
    debugfs_remove_recursive(meter->dir);
    //                       ^^^^^^^^^^ sync-wait-deadlock: debugfs_remove_recursive() waits here for meter_status_show(), which takes struct meter.lock, held since mutex_lock()
    mutex_unlock(&meter->lock);
}

void meter_fix(struct meter *meter)
{
    mutex_lock(&meter->lock);
    device_remove_file(meter->dev, &dev_attr_level);
    //                             ^^^^^^^^^^^^^^^ sync-wait-deadlock: device_remove_file() waits here for level_store(), which takes struct meter.lock, held since mutex_lock()
    mutex_unlock(&meter->lock);
}

static DEFINE_MUTEX(buzzer_lock);
static struct dentry *buzzer_file;

static ssize_t buzzer_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
    mutex_lock(&buzzer_lock);
    //         ~~~~~~~~~~~~ sync-wait-deadlock: process: takes &buzzer_lock with mutex_lock()
    mutex_unlock(&buzzer_lock);
    return count;
}

static const struct file_operations buzzer_fops = {
    .owner = THIS_MODULE,
    .write = buzzer_write,
};

void buzzer_init(void)
{
    buzzer_file = debugfs_create_file("buzzer", 0200, NULL, NULL, &buzzer_fops);
}

void buzzer_exit(void)
{
    mutex_lock(&buzzer_lock);
    debugfs_remove(buzzer_file);
    //             ^^^^^^^^^^^ sync-wait-deadlock: debugfs_remove() waits here for buzzer_write(), which takes buzzer_lock, held since mutex_lock()
    mutex_unlock(&buzzer_lock);
}
