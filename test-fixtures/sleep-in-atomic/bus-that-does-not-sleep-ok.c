// One bus of two sleeps; this device sits on the other for all we know.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct radio;
struct bus_ops {
    void (*write)(struct radio *radio, int value);
};

struct radio {
    spinlock_t lock;
    const struct bus_ops *bus;
    struct mutex usb_mutex;
};

static void mmio_write(struct radio *radio, int value)
{
    writel(value, radio);
}

static void usb_write(struct radio *radio, int value)
{
    mutex_lock(&radio->usb_mutex);
    mutex_unlock(&radio->usb_mutex);
}

static const struct bus_ops mmio_ops = { .write = mmio_write };
static const struct bus_ops usb_ops = { .write = usb_write };

void radio_mask(struct radio *radio)
{
    spin_lock(&radio->lock);
    radio->bus->write(radio, 0);
    spin_unlock(&radio->lock);
}
