// irqsave in the callback, which may run either way, and _irq outside.
#include <linux/hid.h>
#include <linux/spinlock.h>
#include <linux/hwmon.h>

struct fan_dev {
    spinlock_t report_lock;
    struct hid_device *hdev;
    u8 report[64];
};

static int fan_raw_event(struct hid_device *hdev, struct hid_report *report, u8 *data, int size)
{
    struct fan_dev *fan = hid_get_drvdata(hdev);
    unsigned long flags;

    spin_lock_irqsave(&fan->report_lock, flags);
    memcpy(fan->report, data, size);
    spin_unlock_irqrestore(&fan->report_lock, flags);
    return 0;
}

static ssize_t speed_show(struct device *dev, struct device_attribute *attr, char *buf)
{   // ctx: process
    struct fan_dev *fan = dev_get_drvdata(dev);
    u8 speed;

    spin_lock_irq(&fan->report_lock);
    speed = fan->report[1];
    spin_unlock_irq(&fan->report_lock);
    return sysfs_emit(buf, "%u\n", speed);
}
static DEVICE_ATTR_RO(speed);

static struct hid_driver fan_driver = {
    .name = "fan",
    .raw_event = fan_raw_event,
};
