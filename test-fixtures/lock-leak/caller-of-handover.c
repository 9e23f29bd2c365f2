// The caller of a function that returns a locked object forgets one path.
#include <linux/spinlock.h>

struct peer {
    spinlock_t lock;
    int alive;
};

static struct peer *peers[8];

static struct peer *peer_get_locked(int id)
{
    struct peer *peer = peers[id];

    if (!peer)
        return NULL;
    spin_lock_bh(&peer->lock);
    return peer;
}

int peer_ping(int id, int payload)
{
    struct peer *peer = peer_get_locked(id);

    if (!peer)
        return -ENOENT;
    if (payload < 0)
        return -EINVAL;
//      ^^^^^^^^^^^^^^^ FN lock-leak: a lock that a callee took may be a contract
    peer->alive = payload;
    spin_unlock_bh(&peer->lock);
    return 0;
}
