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
    replica->role = role;
    if (flags & CHANGE_SERIALIZE)
        mutex_unlock(&replica->state_mutex);
}

void replica_set_role(struct replica *replica, int role)
{
    mutex_lock(&replica->state_mutex);
    replica_change(replica, role, CHANGE_VERBOSE + CHANGE_WAIT);
    mutex_unlock(&replica->state_mutex);
}

/* Sums that go round in a circle are no constants. */
void replica_rotate(struct replica *replica, int count)
{
    int next, last;

    next = last + CHANGE_VERBOSE;
    last = next + CHANGE_WAIT;
    while (count--)
        replica_change(replica, count, next);
    replica_change(replica, 0, last);
}
