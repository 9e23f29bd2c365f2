// Both are taken as what they are: no subclass tells them apart.
#include <linux/mutex.h>

struct drawer {
    struct mutex lock;
    int entries;
};

static DEFINE_MUTEX(sort_mutex);

void drawer_sort(struct drawer *child)
{
    mutex_lock(&sort_mutex);
    mutex_lock(&child->lock);
    //         ^^^^^^^^^^^^ lock-inversion: struct drawer.lock is taken while sort_mutex is held, and in drawer_move() the other way round
    child->entries++;
    mutex_unlock(&child->lock);
    mutex_unlock(&sort_mutex);
}

void drawer_move(struct drawer *parent)
{
    mutex_lock(&parent->lock);
    mutex_lock(&sort_mutex);
    //         ~~~~~~~~~~~ lock-inversion: process: takes &sort_mutex with mutex_lock()
    parent->entries--;
    mutex_unlock(&sort_mutex);
    mutex_unlock(&parent->lock);
}
