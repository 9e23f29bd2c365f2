// A USB driver: completion, tasklet, disconnect with everything killed first.
#include <linux/interrupt.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/usb.h>

struct meter {
    struct usb_device *udev;
    struct urb *urb;
    struct tasklet_struct bh;
    struct mutex io_mutex;
    spinlock_t queue_lock;
    u8 *buffer;
    int queued, gone;
};

static void meter_complete(struct urb *urb)
{   // ctx: hardirq
    struct meter *meter = urb->context;
    unsigned long flags;

    switch (urb->status) {
    case 0:
        break;
    case -ESHUTDOWN:
        return;
    default:
        goto resubmit;
    }
    spin_lock_irqsave(&meter->queue_lock, flags);
    meter->queued++;
    spin_unlock_irqrestore(&meter->queue_lock, flags);
    tasklet_schedule(&meter->bh);
resubmit:
    usb_submit_urb(urb, GFP_ATOMIC);
}

static void meter_bh(struct tasklet_struct *t)
{   // ctx: softirq
    struct meter *meter = from_tasklet(meter, t, bh);

    spin_lock_irq(&meter->queue_lock);
    meter->queued = 0;
    spin_unlock_irq(&meter->queue_lock);
}

static ssize_t meter_read(struct file *file, char __user *buf, size_t n, loff_t *pos)
{   // ctx: process
    struct meter *meter = file->private_data;
    int queued;

    if (mutex_lock_interruptible(&meter->io_mutex))
        return -ERESTARTSYS;
    if (meter->gone) {
        mutex_unlock(&meter->io_mutex);
        return -ENODEV;
    }
    spin_lock_irq(&meter->queue_lock);
    queued = meter->queued;
    spin_unlock_irq(&meter->queue_lock);
    if (copy_to_user(buf, &queued, sizeof(queued))) {
        mutex_unlock(&meter->io_mutex);
        return -EFAULT;
    }
    mutex_unlock(&meter->io_mutex);
    return sizeof(queued);
}

static const struct file_operations meter_fops = {
    .read = meter_read,
};

static void meter_disconnect(struct usb_interface *intf)
{   // ctx: process
    struct meter *meter = usb_get_intfdata(intf);

    mutex_lock(&meter->io_mutex);
    meter->gone = 1;
    mutex_unlock(&meter->io_mutex);
    usb_kill_urb(meter->urb);
    tasklet_kill(&meter->bh);
    kfree(meter->buffer);
    kfree(meter);
}

static int meter_probe(struct usb_interface *intf, const struct usb_device_id *id)
{   // ctx: process
    struct meter *meter = kzalloc(sizeof(*meter), GFP_KERNEL);

    if (!meter)
        return -ENOMEM;
    spin_lock_init(&meter->queue_lock);
    mutex_init(&meter->io_mutex);
    tasklet_setup(&meter->bh, meter_bh);
    usb_fill_int_urb(meter->urb, meter->udev, 0, meter->buffer, 8, meter_complete, meter, 10);
    usb_set_intfdata(intf, meter);
    return usb_submit_urb(meter->urb, GFP_KERNEL);
}

static struct usb_driver meter_driver = {
    .probe = meter_probe,
    .disconnect = meter_disconnect,
};
