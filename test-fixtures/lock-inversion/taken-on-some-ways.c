// A callee takes the first lock on some of its ways and does not say on which: a hint at most.
#include <linux/mutex.h>

struct link_type {
    int is_ring;
};

static DEFINE_MUTEX(ring_mutex);
static DEFINE_MUTEX(quota_mutex);
static int rings, quota;

int link_check(struct link_type *type);

static int link_begin(struct link_type *type)
{
    if (type->is_ring)
        mutex_lock(&ring_mutex);
    return 0;
}

static void link_end(struct link_type *type)
{
    if (link_check(type))
        mutex_unlock(&ring_mutex);
}

void link_update(struct link_type *type)
{
    link_begin(type);
    mutex_lock(&quota_mutex);
    //         ~~~~~~~~~~~~ lock-inversion: process: takes &quota_mutex with mutex_lock()
    quota = rings;
    mutex_unlock(&quota_mutex);
    link_end(type);
}

void quota_charge(void)
{
    mutex_lock(&quota_mutex);
    mutex_lock(&ring_mutex);
    //         ^^^^^^^^^^^ lock-inversion: ring_mutex is taken while quota_mutex is held, and in link_update() the other way round
    rings = quota;
    mutex_unlock(&ring_mutex);
    mutex_unlock(&quota_mutex);
}
