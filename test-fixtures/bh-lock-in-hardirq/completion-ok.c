// irqsave is right in any context but NMI.
#include <linux/spinlock.h>
#include <linux/usb.h>

struct radio {
    spinlock_t beacon_lock;
    struct urb *urb;
    int beacons;
};

static void radio_beacon(struct radio *radio)
{   // ctx: hardirq
    unsigned long flags;

    spin_lock_irqsave(&radio->beacon_lock, flags);
    radio->beacons++;
    spin_unlock_irqrestore(&radio->beacon_lock, flags);
}

static void radio_complete(struct urb *urb)
{   // ctx: hardirq
    radio_beacon(urb->context);
}

void radio_arm(struct radio *radio, struct usb_device *udev, void *buf, int len)
{
    usb_fill_bulk_urb(radio->urb, udev, usb_rcvbulkpipe(udev, 1), buf, len, radio_complete, radio);
}
