// A URB completion may run in hardirq and calls a helper made for process context.
#include <linux/spinlock.h>
#include <linux/usb.h>

struct radio {
    spinlock_t beacon_lock;
    struct urb *urb;
    int beacons;
};

static void radio_beacon(struct radio *radio)
{   // ctx: hardirq
    spin_lock_bh(&radio->beacon_lock);
    //           ^^^^^^^^^^^^^^^^^^^ bh-lock-in-hardirq: …
    radio->beacons++;
    spin_unlock_bh(&radio->beacon_lock);
}

static void radio_complete(struct urb *urb)
{   // ctx: hardirq
    radio_beacon(urb->context);
}

void radio_arm(struct radio *radio, struct usb_device *udev, void *buf, int len)
{
    usb_fill_bulk_urb(radio->urb, udev, usb_rcvbulkpipe(udev, 1), buf, len, radio_complete, radio);
}
