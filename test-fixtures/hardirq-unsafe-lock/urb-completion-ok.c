// irqsave on both sides.
#include <linux/spinlock.h>
#include <linux/usb.h>
#include <linux/workqueue.h>

struct dongle {
    spinlock_t lock;
    struct urb *urb;
    struct work_struct submit;
    int ready;
};

static void dongle_complete(struct urb *urb)
{   // ctx: hardirq
    struct dongle *dongle = urb->context;
    unsigned long flags;

    spin_lock_irqsave(&dongle->lock, flags);
    dongle->ready++;
    spin_unlock_irqrestore(&dongle->lock, flags);
}

static void dongle_submit(struct work_struct *work)
{   // ctx: process
    struct dongle *dongle = container_of(work, struct dongle, submit);

    spin_lock_irq(&dongle->lock);
    dongle->ready--;
    spin_unlock_irq(&dongle->lock);
}

void dongle_init(struct dongle *dongle, struct usb_device *udev, void *buf, int len)
{
    INIT_WORK(&dongle->submit, dongle_submit);
    usb_fill_int_urb(dongle->urb, udev, usb_rcvintpipe(udev, 1), buf, len, dongle_complete, dongle, 1);
}
