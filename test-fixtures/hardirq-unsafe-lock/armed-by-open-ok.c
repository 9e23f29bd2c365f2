// The timestamp lock is taken before the first URB of the device is submitted: until it is opened, nothing of it completes.
#include <linux/netdevice.h>
#include <linux/spinlock.h>
#include <linux/usb.h>

struct adapter {
    spinlock_t lock;
    u64 stamp;
    struct urb *urb;
};

static void adapter_received(struct urb *urb)
{
    struct adapter *adapter = urb->context;

    spin_lock(&adapter->lock);
    adapter->stamp++;
    spin_unlock(&adapter->lock);
}

static int adapter_open(struct net_device *dev)
{
    struct adapter *adapter = netdev_priv(dev);

    spin_lock(&adapter->lock);
    adapter->stamp = 0;
    spin_unlock(&adapter->lock);
    usb_fill_bulk_urb(adapter->urb, NULL, 0, NULL, 0, adapter_received, adapter);
    return usb_submit_urb(adapter->urb, GFP_KERNEL);
}

static const struct net_device_ops adapter_ops = {
    .ndo_open = adapter_open,
};
