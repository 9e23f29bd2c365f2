// What is to be done while it waits is done with the lock dropped and interrupts on.
#include <linux/fs.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

struct array {
    spinlock_t lock;
    spinlock_t pending_lock;
    struct wait_queue_head queue;
    int frozen, pending;
};

static void array_flush(struct array *array)
{
    spin_lock_irq(&array->pending_lock);
    array->pending = 0;
    spin_unlock_irq(&array->pending_lock);
}

static long array_ioctl(struct file *file, unsigned int command, unsigned long arg)
{
    struct array *array = file->private_data;

    spin_lock_irq(&array->lock);
    array->frozen = 1;
    wait_event_lock_irq_cmd(array->queue, array->pending == 0, array->lock, array_flush(array));
    spin_unlock_irq(&array->lock);
    return 0;
}

static const struct file_operations array_fops = {
    .unlocked_ioctl = array_ioctl,
};
