// This command is synchronous, so the callee takes the lock again.
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
    //        ~~~~~~~~ recursive-lock: any caller: takes s->lock again with spin_lock()
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
    station_send(s, CMD_WANT_REPLY);
//  ^^^^^^^^^^^^ recursive-lock: s->lock is taken by station_send() while it is held already, since spin_lock()
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
