// Labels in the reverse order of what was done.
#include <linux/mutex.h>
#include <linux/slab.h>

struct drive {
    struct mutex lock;
    void *buffer;
};

int drive_open(struct drive *drive)
{
    int err;

    mutex_lock(&drive->lock);
    drive->buffer = kzalloc(512, GFP_KERNEL);
    if (!drive->buffer) {
        err = -ENOMEM;
        goto unlock;
    }
    err = drive_spin_up(drive);
    if (err)
        goto free;
    mutex_unlock(&drive->lock);
    return 0;

free:
    kfree(drive->buffer);
unlock:
    mutex_unlock(&drive->lock);
    return err;
}
