// The files are removed before the mutex is taken, the one that is removed takes no mutex, or its removal does not wait.
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
    seq_printf(file, "%d", meter->level);
    mutex_unlock(&meter->lock);
    return 0;
}
DEFINE_SHOW_ATTRIBUTE(meter_status);

static ssize_t level_store(struct device *dev, struct device_attribute *attr, const char *buf, size_t count)
{
    struct meter *meter = dev_get_drvdata(dev);

    mutex_lock(&meter->lock);
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
    debugfs_remove_recursive(meter->dir);
    mutex_lock(&meter->lock);
    meter->dir = NULL;
    mutex_unlock(&meter->lock);
}

void meter_fix(struct meter *meter)
{
    mutex_lock(&meter->lock);
    device_remove_file(meter->dev, &dev_attr_peak);
    mutex_unlock(&meter->lock);
}

static DEFINE_MUTEX(buzzer_lock);
static struct dentry *buzzer_file;

static ssize_t buzzer_write(struct file *file, const char __user *buf, size_t count, loff_t *pos)
{
    mutex_lock(&buzzer_lock);
    mutex_unlock(&buzzer_lock);
    return count;
}

static const struct file_operations buzzer_fops = {
    .owner = THIS_MODULE,
    .write = buzzer_write,
};

void buzzer_init(void)
{
    buzzer_file = debugfs_create_file_unsafe("buzzer", 0200, NULL, NULL, &buzzer_fops);
}

void buzzer_exit(void)
{
    mutex_lock(&buzzer_lock);
    debugfs_remove(buzzer_file);
    mutex_unlock(&buzzer_lock);
}
