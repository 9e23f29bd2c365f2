// A release on a path that has not taken the lock, or that has released it already, where other paths take it themselves.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct stub {
    struct mutex sysfs;
    spinlock_t lock;
    int used;
};

int stub_store(struct stub *stub, const char *text)
{
    int fd;

    if (kstrtoint(text, 10, &fd))
        return -EINVAL;
    if (fd != -1) {
        mutex_lock(&stub->sysfs);
        spin_lock_irq(&stub->lock);
        if (stub->used)
            goto err;
        stub->used = 1;
        spin_unlock_irq(&stub->lock);
        mutex_unlock(&stub->sysfs);
    } else {
        spin_lock_irq(&stub->lock);
        if (!stub->used)
            goto err;
        spin_unlock_irq(&stub->lock);
        mutex_unlock(&stub->sysfs);
    }
    return 0;

err:
    spin_unlock_irq(&stub->lock);
    mutex_unlock(&stub->sysfs);
    return -EINVAL;
}

int stub_send(struct stub *stub);

int stub_flush(struct stub *stub)
{
    int err;

    mutex_lock(&stub->sysfs);
    stub->used = 0;
    mutex_unlock(&stub->sysfs);
    err = stub_send(stub);
    if (err)
        goto out;
    return 0;
out:
    mutex_unlock(&stub->sysfs);
    return err;
}

struct ticket *stub_join(struct stub *stub);
void stub_leave(struct ticket *ticket);

int stub_scan(struct stub *stub)
{
    struct ticket *ticket = stub_join(stub);

    if (IS_ERR(ticket)) {
        ticket = NULL;
        mutex_lock(&stub->sysfs);
    }
    stub->used = 2;
    if (ticket)
        stub_leave(ticket);
    else
        mutex_unlock(&stub->sysfs);
    return 0;
}

bool stub_is_cached(struct stub *stub);

void stub_remove(struct stub *stub)
{
    if (!stub_is_cached(stub))
        mutex_lock(&stub->sysfs);
    stub_send(stub);
    if (stub_is_cached(stub))
        stub->used = 0;
    else
        mutex_unlock(&stub->sysfs);
}
