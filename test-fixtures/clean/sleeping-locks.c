// Killable, interruptible, downgraded, tried and passed on.
#include <linux/mutex.h>
#include <linux/rtnetlink.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>

struct store {
    struct mutex mutex;
    struct rw_semaphore sem;
    struct semaphore slots;
    int items;
};

int store_add(struct store *store)
{
    int err;

    err = mutex_lock_killable(&store->mutex);
    if (err)
        return err;
    store->items++;
    mutex_unlock(&store->mutex);
    return 0;
}

int store_rebuild(struct store *store)
{
    int items;

    if (down_write_killable(&store->sem))
        return -EINTR;
    store->items = 0;
    downgrade_write(&store->sem);
    items = store->items;
    up_read(&store->sem);
    return items;
}

int store_slot(struct store *store)
{
    if (down_interruptible(&store->slots))
        return -ERESTARTSYS;
    store->items++;
    up(&store->slots);
    return 0;
}

ssize_t store_reset(struct store *store, size_t n)
{
    if (!rtnl_trylock())
        return restart_syscall();
    if (!mutex_trylock(&store->mutex)) {
        rtnl_unlock();
        return -EBUSY;
    }
    store->items = 0;
    mutex_unlock(&store->mutex);
    rtnl_unlock();
    return n;
}

int store_peek(struct store *store, bool nowait)
{
    int items;

    if (nowait) {
        if (!down_read_trylock(&store->sem))
            return -EAGAIN;
    } else {
        down_read(&store->sem);
    }
    items = store->items;
    up_read(&store->sem);
    return items;
}
