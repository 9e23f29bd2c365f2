// Flags by name are also added up.
#include <linux/mutex.h>

enum { CHANGE_VERBOSE = 1, CHANGE_WAIT = 2, CHANGE_SERIALIZE = 4 };

struct replica {
    struct mutex state_mutex;
    int role;
};

static void replica_change(struct replica *replica, int role, int flags)
{
    if (flags & CHANGE_SERIALIZE)
        mutex_lock(&replica->state_mutex);
        //         ~~~~~~~~~~~~~~~~~~~~~ recursive-lock: process: takes replica->state_mutex again with mutex_lock()
    replica->role = role;
    if (flags & CHANGE_SERIALIZE)
        mutex_unlock(&replica->state_mutex);
}

void replica_set_role(struct replica *replica, int role)
{
    mutex_lock(&replica->state_mutex);
    replica_change(replica, role, CHANGE_VERBOSE + CHANGE_SERIALIZE);
//  ^^^^^^^^^^^^^^ recursive-lock: replica->state_mutex is taken by replica_change() while it is held already, since mutex_lock()
    mutex_unlock(&replica->state_mutex);
}
