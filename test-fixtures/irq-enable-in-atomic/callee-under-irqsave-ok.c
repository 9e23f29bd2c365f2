// The callee saves and restores.
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(conn_lock);

struct transport {
    void (*release)(struct transport *t);
};

struct path_transport {
    struct transport base;
    spinlock_t lock;
    int conns;
};

static void path_release(struct transport *t)
{
    struct path_transport *path = container_of(t, struct path_transport, base);
    unsigned long flags;

    spin_lock_irqsave(&path->lock, flags);
    path->conns--;
    spin_unlock_irqrestore(&path->lock, flags);
}

void path_init(struct path_transport *path)
{
    path->base.release = path_release;
}

static void conn_create(struct transport *t, bool lost_race)
{
    unsigned long flags;

    spin_lock_irqsave(&conn_lock, flags);
    if (lost_race)
        t->release(t);
    spin_unlock_irqrestore(&conn_lock, flags);
}

static long conn_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{   // ctx: process
    conn_create(file->private_data, arg);
    return 0;
}

static const struct file_operations conn_fops = {
    .unlocked_ioctl = conn_ioctl,
};
