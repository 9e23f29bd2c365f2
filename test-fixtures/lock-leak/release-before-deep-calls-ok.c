// The release is near, whatever the calls behind it do far down.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct group {
    spinlock_t lock;
    struct mutex closing;
    int members;
    int mode;
};

static void close_4(struct group *group)
{
    if (group->mode)
        mutex_lock(&group->closing);
}

static void close_end(struct group *group) { mutex_unlock(&group->closing); }
static void close_3(struct group *group) { close_4(group); }
static void close_2(struct group *group) { close_3(group); }
static void close_1(struct group *group) { close_2(group); }

static void unlock_and_close(struct group *group, struct group *last)
    __releases(&group->lock)
{
    spin_unlock_bh(&group->lock);
    if (last)
        close_1(last);
}

int group_leave(struct group *group, struct group *last)
{
    int err = -EBUSY;

    spin_lock_bh(&group->lock);
    if (group->members--)
        err = 0;
    unlock_and_close(group, last);
    return err;
}
