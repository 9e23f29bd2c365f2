// The USB half registers the work item as well: its completion interrupts that.
#include <linux/usb.h>
#include "radio.h"

static void radio_complete(struct urb *urb)
{
    struct radio *radio = urb->context;
    unsigned long flags;

    spin_lock_irqsave(&radio->lock, flags);
    //                ~~~~~~~~~~~~ hardirq-unsafe-lock: hardirq: takes &radio->lock with spin_lock_irqsave()
    radio->frames++;
    spin_unlock_irqrestore(&radio->lock, flags);
}

static int radio_usb_probe(struct usb_interface *interface, const struct usb_device_id *id)
{
    struct radio *radio = radio_alloc(interface);

    radio_setup(radio);
    usb_fill_bulk_urb(radio_urb(radio), radio_device(radio), 0, NULL, 0, radio_complete, radio);
    return 0;
}

static struct usb_driver radio_usb_driver = {
    .probe = radio_usb_probe,
};
