// The files are removed before the mutex is taken, or the one that is removed takes no mutex.
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
