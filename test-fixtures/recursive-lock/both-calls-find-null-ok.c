// Lock and unlock both do nothing for a NULL pointer: what the one finds of the variable, the other finds too.
#include <linux/rwsem.h>

struct group {
    struct rw_semaphore members;
    int count;
};

struct group *group_find(int id);
int group_tell(struct group *group, int event);

static void group_lock(struct group *group)
{
    if (!group)
        return;
    down_write(&group->members);
}

static void group_unlock(struct group *group)
{
    if (!group)
        return;
    up_write(&group->members);
}

static void group_leave(struct group *group)
{
    if (!group)
        return;
    down_write(&group->members);
    group->count--;
    up_write(&group->members);
}

int group_join(int id)
{
    struct group *group = group_find(id);
    int err;

    group_lock(group);
    err = group_tell(group, 1);
    if (err)
        goto leave;
    group_unlock(group);
    return 0;

leave:
    group_unlock(group);
    group_leave(group);
    return err;
}
