// A card is taken off under the mutex that its open() takes: whoever opens a misc device holds the mutex of all of them.
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>

struct sniffer {
    struct miscdevice misc;
    struct list_head link;
    int users;
};

static DEFINE_MUTEX(sniffer_lock);

static int sniffer_open(struct inode *inode, struct file *file)
{
    struct sniffer *sniffer = container_of(file->private_data, struct sniffer, misc);

    mutex_lock(&sniffer_lock);
    //         ~~~~~~~~~~~~~ sync-wait-deadlock: process: takes &sniffer_lock with mutex_lock()
    sniffer->users++;
    mutex_unlock(&sniffer_lock);
    return 0;
}

static const struct file_operations sniffer_fops = {
    .owner = THIS_MODULE,
    .open = sniffer_open,
};

int sniffer_add(struct sniffer *sniffer)
{
    sniffer->misc.name = "sniffer";
    sniffer->misc.fops = &sniffer_fops;
    return misc_register(&sniffer->misc);
}

void sniffer_remove(struct sniffer *sniffer)
{
    mutex_lock(&sniffer_lock);
    list_del(&sniffer->link);
    misc_deregister(&sniffer->misc);
    //              ^^^^^^^^^^^^^^ sync-wait-deadlock: misc_deregister() waits here for sniffer_open(), which takes sniffer_lock, held since mutex_lock()
    mutex_unlock(&sniffer_lock);
}

// Those that share the major number of USB are opened under a lock of their own.

static DEFINE_MUTEX(probe_lock);

static int probe_open(struct inode *inode, struct file *file)
{
    mutex_lock(&probe_lock);
    //         ~~~~~~~~~~~ sync-wait-deadlock: process: takes &probe_lock with mutex_lock()
    mutex_unlock(&probe_lock);
    return 0;
}

static const struct file_operations probe_fops = {
    .owner = THIS_MODULE,
    .open = probe_open,
};

static struct usb_class_driver probe_class = {
    .name = "probe%d",
    .fops = &probe_fops,
};

int probe_add(struct usb_interface *interface)
{
    return usb_register_dev(interface, &probe_class);
}

void probe_disconnect(struct usb_interface *interface)
{
    mutex_lock(&probe_lock);
    usb_deregister_dev(interface, &probe_class);
    //                            ^^^^^^^^^^^^ sync-wait-deadlock: usb_deregister_dev() waits here for probe_open(), which takes probe_lock, held since mutex_lock()
    mutex_unlock(&probe_lock);
}
