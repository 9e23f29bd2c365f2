// The device is resumed before the lock is taken.
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/pm_runtime.h>

struct sensor {
    struct device *dev;
    struct mutex lock;
    int powered;
};

static int sensor_runtime_suspend(struct device *dev)
{
    struct sensor *sensor = dev_get_drvdata(dev);

    mutex_lock(&sensor->lock);
    sensor->powered = 0;
    mutex_unlock(&sensor->lock);
    return 0;
}

static int sensor_runtime_resume(struct device *dev)
{
    return 0;
}

static ssize_t level_store(struct device *dev, struct device_attribute *attr, const char *text, size_t length)
{
    struct sensor *sensor = dev_get_drvdata(dev);

    if (pm_runtime_resume_and_get(sensor->dev) < 0)
        return -EIO;
    mutex_lock(&sensor->lock);
    sensor->powered = 1;
    mutex_unlock(&sensor->lock);
    pm_runtime_put_autosuspend(sensor->dev);
    return length;
}
static DEVICE_ATTR_WO(level);

static DEFINE_RUNTIME_DEV_PM_OPS(sensor_pm, sensor_runtime_suspend, sensor_runtime_resume, NULL);
