// vfree() puts its work off in interrupts and with softirqs off, and only there.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>

struct album {
    spinlock_t lock;
    struct timer_list timer;
    void *pages;
};

static ssize_t album_write(struct file *file, const char __user *text, size_t length, loff_t *offset)
{
    struct album *album = file->private_data;

    spin_lock_bh(&album->lock);
    vfree(album->pages);
    album->pages = NULL;
    spin_unlock_bh(&album->lock);
    return length;
}

static const struct file_operations album_fops = {
    .write = album_write,
};

static void album_expired(struct timer_list *timer)
{
    struct album *album = from_timer(album, timer, timer);

    spin_lock(&album->lock);
    vfree(album->pages);
    album->pages = NULL;
    spin_unlock(&album->lock);
}

void album_open(struct album *album)
{
    spin_lock_init(&album->lock);
    timer_setup(&album->timer, album_expired, 0);
}
