// The lock that is taken second is of another subclass than the one that is held first: a parent's, and its child's.
#include <linux/mutex.h>

struct folder {
    struct mutex lock;
    int entries;
};

static DEFINE_MUTEX(rename_mutex);

void folder_rename(struct folder *child)
{
    mutex_lock(&rename_mutex);
    mutex_lock_nested(&child->lock, SINGLE_DEPTH_NESTING);
    child->entries++;
    mutex_unlock(&child->lock);
    mutex_unlock(&rename_mutex);
}

void folder_move(struct folder *parent)
{
    mutex_lock(&parent->lock);
    mutex_lock(&rename_mutex);
    parent->entries--;
    mutex_unlock(&rename_mutex);
    mutex_unlock(&parent->lock);
}
