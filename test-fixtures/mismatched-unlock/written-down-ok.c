// Whether the lock is held is written down in the object.
#include <linux/mutex.h>

struct volume {
    struct mutex chunks;
    int removing;
    int count;
};

int volume_empty(struct volume *volume);

int volume_remove(struct volume *volume, int error)
{
    if (error < 0)
        goto out;
    mutex_lock(&volume->chunks);
    volume->removing = 1;
    if (volume_empty(volume)) {
        error = -1;
        goto out;
    }
    volume->removing = 0;
    mutex_unlock(&volume->chunks);
out:
    if (volume->removing) {
        mutex_unlock(&volume->chunks);
// Whether the lock is held is written down in the object.
        volume->removing = 0;
    }
    return error;
}
