// The callee takes the lock only for synchronous commands; a lock that checks its owner is taken once.
#include <linux/mutex.h>
#include <linux/spinlock.h>

#define CMD_ASYNC BIT(0)
#define CMD_WANT_REPLY BIT(1)

struct station {
    spinlock_t lock;
    struct mutex fw_mutex;
    struct task_struct *fw_owner;
    int acked;
};

static void station_send(struct station *s, int flags)
{
    if (flags & CMD_ASYNC)
        return;
    spin_lock(&s->lock);
    s->acked++;
    spin_unlock(&s->lock);
}

static void station_fw_lock(struct station *s)
{
    if (s->fw_owner != current) {
        mutex_lock(&s->fw_mutex);
        s->fw_owner = current;
    }
}

static void station_reset(struct station *s)
{
    station_fw_lock(s);
    s->acked = 0;
}

void station_sync(struct station *s)
{
    spin_lock(&s->lock);
    station_send(s, CMD_ASYNC | CMD_WANT_REPLY);
    spin_unlock(&s->lock);
}

void station_restart(struct station *s)
{
    mutex_lock(&s->fw_mutex);
    s->fw_owner = current;
    station_reset(s);
    s->fw_owner = NULL;
    mutex_unlock(&s->fw_mutex);
}
