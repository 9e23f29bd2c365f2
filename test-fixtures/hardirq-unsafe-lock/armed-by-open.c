// The URB is submitted first: it may complete while the lock is held.
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
    //        ~~~~~~~~~~~~~~ hardirq-unsafe-lock: hardirq: takes &adapter->lock with spin_lock()
    adapter->stamp++;
    spin_unlock(&adapter->lock);
}

static int adapter_open(struct net_device *dev)
{
    struct adapter *adapter = netdev_priv(dev);

    usb_fill_bulk_urb(adapter->urb, NULL, 0, NULL, 0, adapter_received, adapter);
    usb_submit_urb(adapter->urb, GFP_KERNEL);
    spin_lock(&adapter->lock);
    //        ^^^^^^^^^^^^^^ hardirq-unsafe-lock: struct adapter.lock is taken here with hardirqs on (spin_lock), and in hardirq by adapter_received()
    adapter->stamp = 0;
    spin_unlock(&adapter->lock);
    return 0;
}

static const struct net_device_ops adapter_ops = {
    .ndo_open = adapter_open,
};
